"""Office files: texts of Word and OpenDocument, one document each, and tables of Excel, a document a row."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from lxml import etree

from etl.ingest.archives import BROKEN, broken, check_directory, is_office
from etl.ingest.bundles import bundle_of, records_of
from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.grids import header_of, record_of
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.readers.office_text import lines_of
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

#: How many times the bytes of a document its parts may unpack to.
_UNPACKED = 4
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_AS_SAVED = Decoded("", "utf-8", 1.0)


class Office:
    """A zip file that an office program wrote: one file for people, whatever parts it has."""

    name = "office"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return is_office(content)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        check_directory(content, limits)
        data = content.whole(limits)
        try:
            parts = _checked(data, limits)
        except BROKEN as error:
            raise broken(error) from error
        try:
            if "word/document.xml" in parts:
                yield from _word(data, sources)
            elif "xl/workbook.xml" in parts:
                yield from _excel(data, sources)
            elif parts.get("mimetype") == b"application/vnd.oasis.opendocument.text":
                yield from _open_document(data, sources)
            else:
                raise Refusal("unsupported_format", "an office file that is no .docx, .xlsx or .odt")
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, *BROKEN) as error:
            raise Refusal("malformed_office", f"{type(error).__name__}: {error}") from error


def _checked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Names of the parts, with what the part ``mimetype`` says. Raises Refusal for what no library should be given."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        # No part gives more bytes than the directory says.
        unpacked = sum(info.file_size for info in infos)
        if unpacked > _UNPACKED * limits.document_bytes:
            raise Refusal("archive_bomb", f"unpacks to {unpacked:,} bytes")
        if any(info.flag_bits & 1 for info in infos):
            raise Refusal("encrypted_document", "the file needs a password")
        for info in infos:
            if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(info).replace(b"\0", b""):
                raise Refusal("forbidden_xml", f"{info.filename} has a document type")
        return {info.filename: archive.read(info) if info.filename == "mimetype" else b"" for info in infos}


#: Parts of a file of Word that stand beside its text.
_BESIDE = {"/word/footnotes.xml": "footnotes", "/word/endnotes.xml": "endnotes", "/word/comments.xml": "remarks"}


def _word(data: bytes, sources: SourceMap) -> Iterator[Item | Refusal]:
    from docx import Document

    file = Document(io.BytesIO(data))
    beside: Counter[str] = Counter()
    title: str | None = None
    lines: list[str] = []
    for line in lines_of(file.element.body, beside):
        if line.style == "Title" and not title:
            title = line.words
        else:
            lines.append(line.words)
    yield from _items(lines, title, sources)
    for part in file.part.package.iter_parts():
        kind = _BESIDE.get(str(part.partname))
        if kind and any(line.words.strip() for line in lines_of(etree.fromstring(part.blob, _PARSER), beside)):
            yield PassedOver(kind)


def _open_document(data: bytes, sources: SourceMap) -> Iterator[Item | Refusal]:
    from odfdo import Document

    file = Document(io.BytesIO(data))
    if file.manifest.get_elements("//manifest:encryption-data"):
        raise Refusal("encrypted_document", "the file needs a password")
    beside: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = etree.fromstring(archive.read("content.xml"), _PARSER)
    yield from _items([line.words for line in lines_of(content, beside)], file.meta.title, sources)
    for kind in beside.elements():
        yield PassedOver(kind)


def _items(lines: Iterable[str], title: str | None, sources: SourceMap) -> Iterator[Item | Refusal]:
    text = "\n".join(line for line in lines if line.strip())
    if bundle := bundle_of(text):
        for record in records_of(text, bundle):
            yield record if isinstance(record, Refusal) else item_from_record(record, sources, _AS_SAVED)
    else:
        yield Item(text or title or "", title=title or None)


def _excel(data: bytes, sources: SourceMap) -> Iterator[Item | Refusal]:
    # Every process that loads would wait for it, most of which meet no workbook.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    heads: list[str] = []
    found = False
    for sheet in book.worksheets:
        rows = enumerate(([_written(cell) for cell in row] for row in sheet.iter_rows(values_only=True)), start=1)
        header, above = header_of((row for _, row in rows), sources)
        heads += (name for row in above for name in row if name)
        if not header:
            if above:
                yield PassedOver("sheet without a column of texts")
            continue
        found = True
        for _ in above:
            yield PassedOver("row above the header")
        for number, row in rows:
            record = record_of(header, row)
            if not record:
                continue
            try:
                yield item_from_record(record, sources, _AS_SAVED)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"{sheet.title}, row {number}: {refusal.detail}")
    if not found:
        raise Refusal("no_text", f"no column is known to hold the text; there are {', '.join(heads)[:300] or 'none'}")


def _written(cell: Any) -> str:
    """A cell as a record says it, empty as nothing: a day without an hour is a day."""
    from openpyxl.utils.escape import unescape

    if cell is None:
        return ""
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    # Signs that XML does not hold are written by their number: _x000D_.
    return cell.isoformat() if isinstance(cell, datetime | date) else unescape(str(cell))
