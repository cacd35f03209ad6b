"""``<DOC>`` elements as TREC, the Gigaword corpora and ANT write them: SGML by habit, with a bare ``&`` and no DTD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_DOC = re.compile(rb"<doc(?=[\s>])[^<>]{0,1000}>", re.I)
_END = re.compile(rb"</doc\s*>", re.I)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*[\"']([^\"']{0,1000})[\"']")
_OPENING = re.compile(r"<([A-Za-z][\w-]{0,40})(?:\s[^<>]{0,1000})?>")
#: Kinds of elements in a document; the corpora have at most a dozen.
_MAX_ELEMENTS = 64
_PARAGRAPH = re.compile(r"</?p\b[^<>]{0,200}>", re.I)
#: Gigaword: AFP_ARB_20061231.0001, XIN20040101.0001.
_DAY_IN_ID = re.compile(r"(?<!\d)((?:19|20)\d{6})(?=[.\D]|$)")


class Sgml:
    name = "sgml"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return _DOC.match(head.encode("utf-8", "replace")) is not None

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        ordinal = 0
        for block in _blocks(content, limits):
            if isinstance(block, Refusal):
                yield block
                continue
            ordinal += 1
            try:
                decoded = content.decode(block, sources.encoding)
                yield _item(decoded, sources)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"document {ordinal}: {refusal.detail}")


def _blocks(content: Content, limits: Limits) -> Iterator[bytes | Refusal]:
    """The bytes of one ``<DOC>`` at a time; the text between two of them is white space or is refused."""
    gathered: list[bytes] = []
    size = 0
    for number, line in content.lines(limits):
        if isinstance(line, Refusal):
            yield line
            continue
        while line:
            if not gathered:
                start = _DOC.search(line)
                if not start:
                    if line.strip(b"\xef\xbb\xbf \t\r\n"):
                        yield Refusal("malformed_sgml", f"line {number}: text outside of <DOC>")
                    break
                line, rest = line[start.start() :], b""
            end = _END.search(line)
            line, rest = (line[: end.end()], line[end.end() :]) if end else (line, b"")
            size += len(line)
            if size <= limits.document_bytes:
                gathered.append(line)
            if end:
                if size > limits.document_bytes:
                    yield Refusal(
                        "too_large", f"<DOC> that ends on line {number} exceeds {limits.document_bytes:,} bytes"
                    )
                else:
                    yield b"".join(gathered)
                gathered, size = [], 0
            line = rest
    if gathered:
        yield Refusal("malformed_sgml", "the last <DOC> has no end")


def _item(decoded: Decoded, sources: SourceMap) -> Item | Refusal:
    opening, _, body = decoded.text.partition(">")
    record: dict[str, str] = {name.casefold(): value for name, value in _ATTRIBUTE.findall(opening)}
    for name, value in _elements(body):
        # The text layer resolves entities itself, with offsets; the fields beside the text need them resolved here.
        record[name] = _PARAGRAPH.sub("\n", value).strip() if name == "text" else html.unescape(value).strip()
    identifier = _DAY_IN_ID.search(record.get("docno") or record.get("id") or "")
    if identifier:
        record.setdefault("dateline_date", identifier[1])
    return item_from_record(record, sources, decoded)


def _elements(body: str) -> Iterator[tuple[str, str]]:
    """(name in lower case, content) of the outermost elements; an element that is not closed is passed over."""
    folded = body.casefold() if len(body.casefold()) == len(body) else body
    unclosed: set[str] = set()
    position = seen = 0
    while seen < _MAX_ELEMENTS > len(unclosed) and (found := _OPENING.search(body, position)):
        name = found[1].casefold()
        # A name whose end was not found once has none further on: the search stays linear.
        end = -1 if name in unclosed else folded.find(f"</{name}", found.end())
        position = found.end()
        if end < 0:
            unclosed.add(name)
            continue
        yield name, body[found.end() : end]
        position = end
        seen += 1
