"""docs/guarantees.md: every promise names tests that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELD, _, OPEN = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8").partition("\n## Held by no test\n")
#: Cells of each row below the heads of the tables.
PROMISES, REASONS = (
    [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")] for part in (HELD, OPEN)
)


@cache
def named_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("promise", "held"), [row for row in PROMISES if row[0] != "promise"])
def test_a_promise_names_tests_that_are_there(promise: str, held: str) -> None:
    named = [re.fullmatch(r"`([\w/]+\.py)::(test_\w+)`", test) for test in held.split(", ")]
    assert all(named), promise
    assert [found[0] for found in named if found and found[2] not in named_in(found[1])] == []


def test_every_row_has_its_two_cells() -> None:
    assert len(PROMISES) > 50
    assert {len(row) for row in (*PROMISES, *REASONS)} == {2}
    assert len({promise for promise, _ in PROMISES}) == len(PROMISES) - HELD.count("| promise |") + 1
