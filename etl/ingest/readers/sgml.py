"""``<DOC>`` elements as TREC, the Gigaword corpora and ANT write them: SGML by habit, with a bare ``&`` and no DTD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

_DOC = re.compile(rb"<doc(?=[\s>])[^<>]{0,1000}>", re.I)
_DOC_LINE = re.compile(rb"^<doc(?=[\s>])[^<>\n]{0,200}>\s{0,2}$", re.I | re.M)
_END = re.compile(rb"</doc\s*>", re.I)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*[\"']([^\"']{0,1000})[\"']")
_OPENING_TEXT = re.compile(r"<text(?=[\s>])", re.I)
#: Kinds of elements in a document; the corpora have at most a dozen.
_MAX_ELEMENTS = 64
_END_TAG = re.compile(r"</doc\s*>\s*$", re.I)
_NAME = "[A-Za-z][A-Za-z0-9_.:-]{0,40}"
_OPENING = re.compile(rf"<({_NAME})(?:\s[^<>]{{0,1000}})?>")
_TAG = re.compile(rf"<(?:/{_NAME}|{_NAME}(?:\s+[^\s<>=]{{1,40}}\s?=[^<>]{{0,1000}})?)\s*/?>")
_LETTER = re.compile(r"[^\W\d_]")
_PARAGRAPH = re.compile(r"</?p\b[^<>]{0,200}>", re.I)
#: Gigaword: AFP_ARB_20061231.0001, XIN20040101.0001.
_DAY_IN_ID = re.compile(r"(?<!\d)((?:19|20)\d{6})(?=[.\D]|$)")


class Sgml:
    name = "sgml"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        beginning = head.encode("utf-8", "replace")
        # Where the first tag is damaged, those of the others tell.
        return _DOC.match(beginning) is not None or _DOC_LINE.search(beginning) is not None

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        ordinal = 0
        for block in _blocks(content, limits):
            if isinstance(block, Refusal):
                yield block
                continue
            ordinal += 1
            try:
                for item in _items(content.decode(block, sources.encoding), sources):
                    yield _of_document(item, ordinal) if isinstance(item, Refusal) else item
            except Refusal as refusal:
                yield _of_document(refusal, ordinal)


def _of_document(refusal: Refusal, ordinal: int) -> Refusal:
    if isinstance(refusal, PassedOver):
        return refusal
    return Refusal(refusal.reason_code, f"document {ordinal}: {refusal.detail}")


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
                if line[: start.start()].strip(b"\xef\xbb\xbf \t\r\n"):
                    yield Refusal("malformed_sgml", f"line {number}: text outside of <DOC>")
                line, rest = line[start.start() :], b""
            end = _END.search(line)
            following = _DOC.search(line, 0 if gathered else 1)
            if following and not (end and end.start() < following.start()):
                # The next document begins and this one has not ended.
                gathered.append(line[: following.start()])
                block = b"".join(gathered)
                if block[block.find(b">") + 1 :].strip():
                    if size + following.start() <= limits.document_bytes:
                        yield block
                    yield Refusal("malformed_sgml", f"line {number}: a <DOC> begins before the one before it has ended")
                gathered, size, line = [], 0, line[following.start() :]
                continue
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


def _items(decoded: Decoded, sources: SourceMap) -> Iterator[Item | Refusal]:
    """The document and what is wrong in it. Raises Refusal."""
    opening, _, body = decoded.text.partition(">")
    record: dict[str, str] = {name.casefold(): value for name, value in _ATTRIBUTE.findall(opening)}
    loose: list[str] = []
    is_merged = False
    for name, value in _elements(_END_TAG.sub("", body)):
        if name is None:
            loose.append(" ".join(_TAG.sub(" ", value).split()))
        # The text layer resolves entities itself, with offsets; the fields beside the text need them resolved here.
        elif name == "text":
            is_merged |= _OPENING_TEXT.search(value) is not None
            record[name] = "\n\n".join(filter(None, (record.get(name), _PARAGRAPH.sub("\n", value).strip())))
        else:
            record.setdefault(name, html.unescape(value).strip())
    identifier = _DAY_IN_ID.search(record.get("docno") or record.get("id") or "")
    if identifier:
        record.setdefault("dateline_date", identifier[1])
    words = "\n\n".join(part for part in loose if _LETTER.search(part))
    if words and "text" not in sources.claimed(record):
        record["text"], words = words, ""
    yield item_from_record(record, sources, decoded)
    if words:
        yield Refusal("malformed_sgml", f"words outside of any element: {words[:80]!r}")
    if is_merged:
        yield Refusal("malformed_sgml", "a <TEXT> begins before the one before it has ended")


def _elements(body: str) -> Iterator[tuple[str | None, str]]:
    """(name in lower case, content) of the outermost elements, and (None, words) for what stands outside of them.

    Raises Refusal for a text without an end: nobody knows which of what follows is of it.
    """
    folded = body.casefold() if len(body.casefold()) == len(body) else body
    unclosed: set[str] = set()
    position = seen = 0
    while seen < _MAX_ELEMENTS > len(unclosed) and (found := _OPENING.search(body, position)):
        yield None, body[position : found.start()]
        name = found[1].casefold()
        # A name whose end was not found once has none further on: the search stays linear.
        end = -1 if name in unclosed else folded.find(f"</{name}", found.end())
        position = found.end()
        if end < 0:
            if name == "text" and name not in unclosed and _LETTER.search(_TAG.sub("", body[found.end() :])):
                raise Refusal("malformed_sgml", "its <TEXT> has no end")
            unclosed.add(name)
            continue
        yield name, body[found.end() : end]
        position = end
        seen += 1
    yield None, body[position:]
