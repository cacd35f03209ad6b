"""Every reason that the code gives is explained in seeds/reason_codes.csv, and no row of it is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from etl.tables import read_csv

ETL = Path(__file__).resolve().parents[2] / "etl"
#: Why a place that was resolved is the one it is, in words (etl.places.resolving); never stored as a code.
EVIDENCE = {"population", "dateline"}
#: Calls that take a reason among their values.
TAKERS = {"Refusal", "Rejection", "Passed", "Choice"}


def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ETL.rglob("*.py"))]


def words(node: ast.AST) -> set[str]:
    """String constants in ``node`` that look like codes."""
    found = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return {word for word in found if re.fullmatch(r"[a-z]+(_[a-z]+)*", word)}


def result(node: ast.expr) -> set[str]:
    """What ``node`` may be, without what it only looks at."""
    if isinstance(node, ast.IfExp):
        return result(node.body) | result(node.orelse)
    return words(node) if isinstance(node, ast.Constant) else set()


def reasons(tree: ast.Module) -> Iterator[set[str]]:
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=str(name), value=value) if name.endswith(("reason", "reason_code")):
                yield result(value)
            case ast.Assign(targets=[ast.Name("reason") | ast.Attribute(attr="reason")], value=value):
                yield result(value)
            case ast.Call(func=ast.Name(name), args=arguments) if name in TAKERS:
                yield from map(result, arguments)


def test_every_reason_is_explained_and_every_explanation_used() -> None:
    explained = {row["reason_code"] for row in read_csv("reason_codes.csv")}
    domains = {f"domain_{row['domain']}" for row in read_csv("event_domains.csv")}
    given = set().union(*(found for tree in trees() for found in reasons(tree))) - EVIDENCE
    assert len(given) > 30
    assert given | domains <= explained, "such a value shows up in `waqai checks`: reasons_known"
    anywhere = set().union(*map(words, trees()))
    assert explained <= anywhere | domains, "no code gives such a reason"
