"""Tables whatever file they are in: where the names of the columns are, and the record in each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from etl.ingest.sources import SourceMap

#: Rows that may stand above the header: a title, when it was made.
_ROWS_ABOVE = 10


def header_of(rows: Iterator[list[str]], sources: SourceMap) -> tuple[list[str], list[list[str]]]:
    """The row of ``rows`` that names a column of texts, empty where none does, and those with words above it."""
    above: list[list[str]] = []
    for row in islice(rows, _ROWS_ABOVE):
        names = [name.strip() for name in row]
        if sources.has_articles(names):
            return names, above
        if any(names):
            above.append(names)
    return [], above


def record_of(header: list[str], row: list[str]) -> dict[str, str | list[str]]:
    """What a row says under the names of ``header``, two things where a name stands twice; empty cells say nothing."""
    found: dict[str, list[str]] = {}
    for name, cell in zip(header, row, strict=False):
        if name and cell and cell not in found.setdefault(name, []):
            found[name].append(cell)
    return {name: cells[0] if len(cells) == 1 else cells for name, cells in found.items() if cells}
