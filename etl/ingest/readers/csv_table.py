"""Tables: a header line, a document a row, separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.grids import record_of
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap, plain_name, source_map

_SUFFIXES = (".csv", ".tsv")
#: A quote within a field: after a backslash as MySQL and PHP write it, or doubled as the others do.
_BACKSLASH, _DOUBLED = (re.compile(rb"[^,;\t|\r\n]%s[^,;\t|\r\n]" % quote) for quote in (rb'\\"', rb'""'))
_SEPARATORS = ",;\t|،؛^~:"
#: Lines that may stand above the header: a title, when it was made.
_LINES_ABOVE = 10
_WORDS = re.compile(r"\w")
#: What spreadsheets write above the header line.
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[\s,;]*", re.I)

# The module's own default is 128 KB; a longer article is news all the same.
csv.field_size_limit(LIMITS.text_chars)


class CsvTable:
    """Known by its extension, or by a header all of whose names are those of fields: prose has commas, too."""

    name = "csv"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return content.suffix in _SUFFIXES or _is_header(head.splitlines()[0] if head else "")

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        lines = _Lines(content, sources, limits)
        first = next(lines, "").lstrip("\ufeff")
        stated = _SEPARATOR_LINE.fullmatch(first)
        if stated:
            first = next(lines, "")
        while first.startswith("#") and not _holds_names(first, _separator(first, sources), sources):
            first = next(lines, "")  # a remark
        above = [first]
        while not _holds_names(first, stated[1] if stated else _separator(first, sources), sources):
            first = next(lines, "") if len(above) < _LINES_ABOVE else ""
            if not first:
                detail = f"no column is known to hold the text; there are {above[0].strip()[:300]}"
                raise Refusal("malformed_csv", detail)
            above.append(first)
        for line in above[:-1]:
            if _WORDS.search(line):
                yield PassedOver("line above the header")
        separator = stated[1] if stated else _separator(first, sources)
        header = _header(first, separator)
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
            row = _fitted(row, header)
            if len(row) != len(header):
                detail = f"line {lines.number}: {len(row)} fields where the header has {len(header)}"
                yield Refusal("malformed_csv", detail)
                continue
            try:
                yield item_from_record(record_of(header, row), sources, lines.decoded)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"line {lines.number}: {refusal.detail}")


def _fitted(row: list[str], header: list[str]) -> list[str]:
    """``row`` as long as ``header``, where one of them only has more empty columns at its end."""
    surplus, lack = row[len(header) :], header[len(row) :]
    if not any(map(str.strip, surplus)) and not any(lack):
        return [*row[: len(header)], *lack]
    return row


def _is_header(line: str) -> bool:
    sources = source_map("")
    for separator in ",;\t|":
        names = [plain_name(name.strip(' "')) for name in line.split(separator)]
        if len(names) > 1 and all(name in sources.claims for name in names):
            return "text" in sources.claimed(names)
    return False


def _header(line: str, separator: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error as error:
        raise Refusal("malformed_csv", f"the header: {error}") from error


def _holds_names(line: str, separator: str, sources: SourceMap) -> bool:
    return sources.has_articles(_header(line, separator))


def _separator(line: str, sources: SourceMap) -> str:
    """The sign that parts most of the names in ``line``, one of which is known to hold the text."""

    def fits(sign: str) -> tuple[bool, int]:
        return _holds_names(line, sign, sources), line.count(sign)

    return max(_SEPARATORS, key=fits)


class _Lines:
    """Decoded lines, with the number and the encoding of the last one."""

    def __init__(self, content: Content, sources: SourceMap, limits: Limits) -> None:
        self._lines = content.lines(limits)
        self._content = content
        self._encoding = sources.encoding
        #: Lines that end with a carriage return alone, as some spreadsheets of Macs write them.
        self._returned: Iterator[str] | None = None
        self._has_returns = b"\r" in content.head and b"\n" not in content.head
        self._has_backslashes = bool(_BACKSLASH.search(content.head)) and not _DOUBLED.search(content.head)
        self.number = 0
        self.decoded = Decoded("", "utf-8", 1.0)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = next(self._returned, None) if self._returned else None
        if text is not None:
            self.number += 1
            return text
        self.number, line = next(self._lines)
        if isinstance(line, Refusal):
            raise line
        self.decoded = self._content.decode(line, self._encoding)
        text = self.decoded.text.replace('\\"', '""') if self._has_backslashes else self.decoded.text
        if self._has_returns:
            self._returned = (f"{part}\n" for part in text.split("\r"))
            return next(self._returned)
        return text
