"""Texts that hold many documents one after the other: exports of press databases, wires, messengers.

``seeds/exports/bundles.yml`` says how each kind is known, where its documents begin, and where their fields are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, cast

from etl.ingest.refusal import PassedOver, Refusal
from etl.tables import read_yaml

#: Characters in which a text shows its kind.
_BEGINNING = 20_000
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(r"\d+$")
_JOINED = {"date": "-"}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Bundle:
    """How texts of one kind are read; the members are those of the table."""

    name: str
    known_by: re.Pattern[str]
    #: What each document begins with, or where its end is found.
    begins: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    found: tuple[re.Pattern[str], ...]


def bundle_of(text: str) -> Bundle | None:
    """The kind of bundle that ``text`` is, None where it is one document."""
    beginning = text[:_BEGINNING].replace("\r\n", "\n")
    return next((bundle for bundle in _bundles() if bundle.known_by.search(beginning)), None)


def records_of(text: str, bundle: Bundle) -> Iterator[dict[str, str] | Refusal]:
    """Named fields of each document in ``text``, and a refusal for each that has no words of its own."""
    text = text.replace("\r\n", "\n")
    if bundle.begins:
        marks = [0, *(mark.start() for mark in bundle.begins.finditer(text)), len(text)]
    else:
        assert bundle.ends
        marks = [0, *(mark.end() for mark in bundle.ends.finditer(text)), len(text)]
    for ordinal, (start, stop) in enumerate(pairwise(marks)):
        part = text[start:stop]
        if not _LETTER.search(part):
            continue
        record = _record(part, bundle)
        if record.keys() & {"text", "summary"}:
            yield record
        elif ordinal == 0 or stop == len(text):
            yield PassedOver(f"words around the documents of {bundle.name}")
        else:
            yield Refusal("no_text", f"a document of {bundle.name} without text: {' '.join(part.split())[:_SHOWN]!r}")


def _record(part: str, bundle: Bundle) -> dict[str, str]:
    record: dict[str, str] = {}
    for pattern in bundle.found:
        found = pattern.search(part)
        for group, value in found.groupdict().items() if found else ():
            name = _NUMBERED.sub("", group)
            if not value or not value.strip():
                continue
            if name != group and name in record:
                record[name] += _JOINED.get(name, "\n\n") + value.strip()
            else:
                record.setdefault(name, value.strip())
    return record


@cache
def _bundles() -> tuple[Bundle, ...]:
    def compiled(written: str | None) -> re.Pattern[str] | None:
        return re.compile(written, re.M) if written else None

    return tuple(
        Bundle(
            row["name"],
            re.compile(row["known_by"], re.M),
            compiled(row.get("begins")),
            compiled(row.get("ends")),
            tuple(re.compile(written, re.M) for written in row["found"]),
        )
        for row in cast(list[dict[str, Any]], read_yaml("exports/bundles.yml"))
    )
