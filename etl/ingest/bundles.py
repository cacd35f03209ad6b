"""Texts that hold many documents one after the other: exports of press databases, wires, messengers.

``seeds/exports/bundles.yml`` says how each kind is known, where its documents begin, and where their fields are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    #: What each document has behind its text, and where it says which of how many it is.
    whole: re.Pattern[str] | None
    counted: re.Pattern[str] | None
    found: tuple[re.Pattern[str], ...]


def bundle_of(text: str) -> Bundle | None:
    """The kind of bundle that ``text`` is, None where it is one document."""
    beginning = text[:_BEGINNING].replace("\r\n", "\n")
    return next((bundle for bundle in _bundles() if bundle.known_by.search(beginning)), None)


def records_of(text: str, bundle: Bundle) -> Iterator[dict[str, str] | Refusal]:
    """Named fields of each document in ``text``, and a refusal for each without words, without end or missing."""
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
            if bundle.whole and not bundle.whole.search(part):
                shown = " ".join(part.split())[-_SHOWN:]
                yield Refusal(
                    "broken_off", f"a document of {bundle.name} has not its end, the last words are {shown!r}"
                )
        elif ordinal == 0 or stop == len(text):
            yield PassedOver(f"words around the documents of {bundle.name}")
        else:
            yield Refusal("no_text", f"a document of {bundle.name} without text: {' '.join(part.split())[:_SHOWN]!r}")
    counts = bundle.counted.findall(text) if bundle.counted else []
    for missing in _gaps((int(nth), int(of)) for nth, of in counts):
        yield Refusal(
            "too_few_documents", f"{bundle.name} counts its documents: {missing} is not there, or has no beginning"
        )


def _gaps(counts: Iterable[tuple[int, int]]) -> Iterator[str]:
    """What is missing where documents say which of how many they are; several exports may stand in one file.

    >>> list(_gaps([(1, 4), (3, 4), (1, 1)]))
    ['2 of 4', '4 of 4']
    """
    last = most = 0
    for nth, of in (*counts, (0, 0)):
        if of != most or nth <= last:
            yield from _between(last, most + 1, most)
            last, most = 0, of
        yield from _between(last, nth, of)
        last = nth


def _between(before: int, after: int, of: int) -> Iterator[str]:
    if after - before > 1:
        yield f"{before + 1} of {of}" if after - before == 2 else f"{before + 1} to {after - 1} of {of}"


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
            compiled(row.get("whole") or row.get("ends")),
            compiled(row.get("counted")),
            tuple(re.compile(written, re.M) for written in row["found"]),
        )
        for row in cast(list[dict[str, Any]], read_yaml("exports/bundles.yml"))
    )
