"""XML of no format of its own: records of named elements, as in archives, sitemaps of news, sheets of Excel 2003."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.grids import header_of, record_of
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.readers.damaged import DAMAGES, salvaged
from etl.ingest.readers.xml import BLOCKS, block_text, children, local_name, parse_xml, words
from etl.ingest.records import HOLDERS
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

#: Names under which sheets of Excel 2003 keep their rows and cells, and a cell the number of its column.
_SHEET, _ROW, _CELL, _COLUMN = "table", "row", "cell", "index"
#: Columns that a cell may leave out before it.
_MOST_COLUMNS = 1000
#: Elements that name a field by an attribute: of mysqldump, of Solr.
_FIELDS = {"field", "column", "str", "arr", "date", "property"}
_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_TAGS_LOOKED_AT = 500


class OtherXml:
    """Never read as text with its tags: what holds no records is refused by the name of its root."""

    name = "xml"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return head.startswith("<?xml") or (content.suffix == ".xml" and head.startswith("<"))

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        try:
            root, decoded = parse_xml(content, sources, limits)
        except Refusal as refusal:
            if refusal.reason_code not in DAMAGES:
                raise
            yield from _read_damaged(content, sources, limits, refusal)
            return
        found = False
        for record in _sheets(root, sources) if local_name(root) == "workbook" else _records(root, sources):
            found = True
            yield record if isinstance(record, Refusal) else _item(record, sources, decoded)
        if not found:
            raise Refusal("unsupported_format", f"XML of type {local_name(root)!r} has no reader")


def _read_damaged(content: Content, sources: SourceMap, limits: Limits, refusal: Refusal) -> Iterator[Item | Refusal]:
    """The records of a file that cannot be parsed as a whole, each on its own. Raises ``refusal`` where none is."""
    decoded = content.decode(content.whole(limits), sources.encoding, tolerant=True)
    tags = [found[1] for found in _TAG.finditer(decoded.text)]
    name = _name_of_records(tags, sources)
    if name is None:
        raise refusal
    _, elements = salvaged([decoded.text], (tags[0].rpartition(":")[2],), (name,), limits, refusal)
    for element in elements:
        if isinstance(element, Refusal):
            yield element
        else:
            for record in _records(element, sources):
                yield _item(record, sources, decoded)


def _name_of_records(tags: list[str], sources: SourceMap) -> str | None:
    """The first of ``tags`` that comes again, with the fields of an article in between."""
    seen: dict[str, int] = {}
    for at, tag in enumerate(tags[:_TAGS_LOOKED_AT]):
        start = seen.setdefault(tag, at)
        if start < at and _is_article(sources.claimed(name.rpartition(":")[2] for name in tags[start + 1 : at])):
            return tag.rpartition(":")[2]
    return None


def _is_article(claimed: Collection[str]) -> bool:
    """Whether there are the text of an article and what it is, or its title and day."""
    return bool({"text", "title"} & {*claimed}) and len({"text", "title", "published", "url"} & {*claimed}) > 1


def _item(record: dict[str, Any], sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    try:
        return item_from_record(record, sources, decoded)
    except Refusal as refusal:
        return refusal


def _records(element: Any, sources: SourceMap) -> Iterator[dict[str, Any]]:
    """The elements that name the text of an article and what it is, or its title and day, each as a record."""
    if _is_article(sources.claimed(_names(element))):
        yield _record(element)
        return
    if not len(element) and words(element) and _is_article({"text", *sources.claimed(element.attrib)}):
        yield {"text": words(element), **_attributes(element)}
    for _, child in children(element):
        yield from _records(child, sources)


def _names(element: Any) -> Iterator[str]:
    """Names of what ``element`` says, itself or in a record that only holds its fields."""
    for name, child in _fields(element):
        yield name
        if name in HOLDERS:
            yield from (inner for inner, _ in children(child))


def _record(element: Any) -> dict[str, Any]:
    record: dict[str, Any] = _attributes(element)
    for name, child in _fields(element):
        value = _value(child)
        record[name] = [*_list(record[name]), value] if name in record else value
    return record


def _attributes(element: Any) -> dict[str, Any]:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _fields(element: Any) -> Iterator[tuple[str, Any]]:
    """(name, child) in order; the name is an attribute of elements that only say that they are fields."""
    for name, child in children(element):
        yield (child.get("name") or name) if name in _FIELDS else name, child


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _value(element: Any) -> Any:
    """Words, paragraphs, a list of values, or a record where the element holds others with words alone."""
    inner = [child for _, child in children(element)]
    if not inner:
        return words(element)
    if all(local_name(child) in _FIELDS and not child.get("name") for child in inner):
        return [words(child) for child in inner]
    is_text = any((part or "").strip() for part in (element.text, *(child.tail for child in inner)))
    return block_text(element) if is_text or local_name(inner[0]) in BLOCKS else _record(element)


def _sheets(root: Any, sources: SourceMap) -> Iterator[dict[str, Any] | PassedOver]:
    for sheet in (element for element in root.iter() if local_name(element) == _SHEET):
        rows = (_cells(row) for name, row in children(sheet) if name == _ROW)
        header, above = header_of(rows, sources)
        if not header and above:
            yield PassedOver("sheet without a column of texts")
        for _ in above if header else ():
            yield PassedOver("row above the header")
        yield from filter(None, (record_of(header, row) for row in rows))


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for name, cell in children(row):
        if name == _CELL:
            stated = next((value for key, value in cell.attrib.items() if key.casefold().endswith(_COLUMN)), "")
            missing = int(stated) - 1 - len(cells) if stated.isdecimal() and len(stated) < 5 else 0
            cells += [""] * min(max(missing, 0), _MOST_COLUMNS)
            cells.append(words(cell))
    return cells
