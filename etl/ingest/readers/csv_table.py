"""Tables: a header line, a document a row, separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_SUFFIXES = (".csv", ".tsv")
_SEPARATORS = ",;\t|،؛^~:"
#: What spreadsheets write above the header line.
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[\s,;]*", re.I)

# The module's own default is 128 KB; a longer article is news all the same.
csv.field_size_limit(LIMITS.text_chars)


class CsvTable:
    """Known by its extension alone: a line of prose with commas looks like a header too."""

    name = "csv"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return content.suffix in _SUFFIXES

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        lines = _Lines(content, sources, limits)
        first = next(lines, "").lstrip("\ufeff")
        known = {theirs.casefold() for name in ("text", "summary") for theirs in sources.fields[name]}
        stated = _SEPARATOR_LINE.fullmatch(first)
        if stated:
            first = next(lines, "")
        separator = stated[1] if stated else _separator(first, known)
        header = _header(first, separator)
        if not known & {name.casefold() for name in header}:
            raise Refusal("malformed_csv", f"no column is known to hold the text; there are {', '.join(header)[:300]}")
        rows = csv.reader(lines, delimiter=separator, strict=True)
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Refusal("malformed_csv", f"line {lines.number}: {error}")
                continue
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"line {lines.number}: {refusal.detail}")
                continue
            if row is None:
                return
            if not row:
                continue
            if len(row) != len(header):
                detail = f"line {lines.number}: {len(row)} fields where the header has {len(header)}"
                yield Refusal("malformed_csv", detail)
                continue
            try:
                yield item_from_record(dict(zip(header, row, strict=True)), sources, lines.decoded)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"line {lines.number}: {refusal.detail}")


def _header(line: str, separator: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error as error:
        raise Refusal("malformed_csv", f"the header: {error}") from error


def _separator(line: str, known: set[str]) -> str:
    """The sign that parts most of the names in ``line``, one of which is ``known`` to hold the text."""

    def fits(sign: str) -> tuple[bool, int]:
        return any(name.casefold() in known for name in _header(line, sign)), line.count(sign)

    return max(_SEPARATORS, key=fits)


class _Lines:
    """Decoded lines, with the number and the encoding of the last one."""

    def __init__(self, content: Content, sources: SourceMap, limits: Limits) -> None:
        self._lines = content.lines(limits)
        self._content = content
        self._encoding = sources.encoding
        self.number = 0
        self.decoded = Decoded("", "utf-8", 1.0)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if isinstance(line, Refusal):
            raise line
        self.decoded = self._content.decode(line, self._encoding)
        return self.decoded.text
