"""Plain text, with or without front matter: a block of ``key: value`` lines between ``---`` at the very start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from etl.ingest.bundles import bundle_of, records_of
from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADER_LINE = re.compile(r"\s{0,9}([^\W\d_][^:\n]{0,40}?)[ \t]*:[ \t]*([^\n]{0,2000})(?:\n|$)")
#: No text has them; news wires have those that tell of a transmission.
_CONTROL = re.compile(rb"[\x00\x05-\x08\x0e-\x15\x17-\x1a\x1c-\x1e\x7f]")
_SUFFIXES = {"", ".txt", ".text", ".md"}
_OLE = b"\xd0\xcf\x11\xe0"
_OLD_OFFICE = "an office file of before 2007, or one with a password: save it as .docx, .xlsx or .odt without"
#: Texts of programs, by how they begin, and what to do with each.
_PROGRAMS = (
    (
        re.compile(rb"--[^\n]{0,80}\bdump\b|(?:INSERT INTO|CREATE TABLE|DROP TABLE)\b", re.I),
        "a dump of a database: export its table as .csv or .jsonl",
    ),
    (
        re.compile(rb"(?:\d+\s{1,3}|WEBVTT[^\n]{0,200}\s{1,4})?(?:\d\d:)?\d\d:\d\d[.,]\d{3} --> "),
        "subtitles: save their words as a text",
    ),
)
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    _OLE,
    b"\x7fELF",
    b"SQLite format 3",
    b"AT&TFORM",
    # Tables and values of programs.
    b"PAR1",
    b"ARROW1",
    b"Obj\x01",
    b"\x80\x04\x95",
    # Archives of kinds that are not unpacked.
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x04\x22\x4d\x18",
    b"\x1f\x9d",
)


class PlainText:
    """One document a file; the last reader asked, so it also turns away what is no text at all."""

    name = "text"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return True

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        if content.head.startswith(_BINARY) or len(_CONTROL.findall(content.head)) > len(content.head) / 50:
            old = content.head.startswith(_OLE)
            raise Refusal("unsupported_format", _OLD_OFFICE if old else "binary content")
        for beginning, what in _PROGRAMS:
            if beginning.match(content.head.lstrip(b"\xef\xbb\xbf \t\r\n")):
                raise Refusal("unsupported_format", what)
        yield from items_of_text(content.decode(content.whole(limits), sources.encoding), sources)


def items_of_text(decoded: Decoded, sources: SourceMap) -> Iterator[Item | Refusal]:
    """The documents of a text, whatever file it was in: those of a bundle, else the one that it is."""
    bundle = bundle_of(decoded.text)
    if bundle:
        for record in records_of(decoded.text, bundle):
            yield record if isinstance(record, Refusal) else item_from_record(record, sources, decoded)
        return
    found = _FRONT_MATTER.match(decoded.text)
    if found:
        record, end = yaml_record(found[1], "malformed_front_matter"), found.end()
    else:
        record, end = _header_lines(decoded.text, sources)
    if not record:
        yield Item(decoded.text, decoded.encoding, decoded.confidence)
        return
    item = item_from_record({"text": "-", **record}, sources, decoded)
    yield item if isinstance(item, Refusal) else replace(item, text=decoded.text[end:])


def _header_lines(text: str, sources: SourceMap) -> tuple[dict[str, Any], int]:
    """What lines of ``name: value`` at the very start say, and where the text after them begins.

    Only names of fields count, and a title or a day must be among them: "المصدر: وكالات" alone opens many a text.
    """
    record: dict[str, Any] = {}
    ours: set[str] = set()
    position = 0
    while line := _HEADER_LINE.match(text, position):
        claimed = sources.claimed([line[1]])
        if not claimed:
            break
        position = line.end()
        if "text" in claimed:  # the text begins on its line
            position = line.start(2)
            break
        ours |= claimed
        record[line[1]] = line[2].strip()
    is_header = len(record) > 1 and ours & {"title", "published"}
    return (record, position) if is_header else ({}, 0)


class _PlainLoader(yaml.BaseLoader):
    """Strings, lists and mappings; no aliases, which can name one value a million times."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed here")
        return super().compose_node(parent, index)


def yaml_record(written: str, reason_code: str) -> dict[str, Any]:
    """A mapping of plain values: days and times stay as written. Raises Refusal with ``reason_code``."""
    try:
        record = yaml.load(written, Loader=_PlainLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Refusal(reason_code, " ".join(str(error).split())) from error
    if not isinstance(record, dict):
        raise Refusal(reason_code, "no key: value lines")
    return record
