"""E-mails: newsletters and whole mailboxes (mbox), and the web pages that browsers save as one (MHTML)."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import PurePosixPath

from etl.ingest.content import Content, capture
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.markup import markup_text, without_asides
from etl.ingest.readers.html import read_page
from etl.ingest.records import usable
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

_SUFFIXES = (".eml", ".mht", ".mhtml", ".mbox")
#: The line before each message of a mailbox.
_POSTMARK = re.compile(rb"From \S{1,200}\s.{0,100}\d{4}\s*$")
#: Lines of names and values, one of which no text but a mail has.
_HEADERS = re.compile(
    r"(?:From \S{1,200} [^\n]{0,100}\n)?"
    r"(?>(?!mime-version|message-id|received|return-path|delivered-to)[\w-]{1,60}:[^\n]{0,998}\n"
    r"(?:[ \t][^\n]{0,998}\n)*+)*+(?:mime-version|message-id|received|return-path|delivered-to):",
    re.I,
)
#: A field of a part's header that the parser would take very long over; honest ones have some hundred characters.
_LONG_FIELD = re.compile(rb"^content-[\w-]{1,40}:(?:[^\r\n]|\r?\n[ \t]){4000}", re.I | re.M)
_FIELD_CHARS = 4000
#: Where lines of a paragraph end that a mail program broke (RFC 3676).
_FLOWED = re.compile(r"(?<=[^\n]) \r?\n(?!--)")
#: Of the letters of a page: what the plain words beside it have at least where they are not just a pointer to it.
_SAYS_AS_MUCH = 0.5
#: Files that are attached as documents of their own, and what they have of the mail where they do not say it.
_DOCUMENTS = (".pdf", ".docx", ".odt", ".rtf")
_OF_THE_MAIL = ("published", "source", "url")
#: Characters of a kind of part.
_KIND_CHARS = 40


class Mail:
    name = "mail"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return content.suffix in _SUFFIXES or _HEADERS.match(head.replace("\r\n", "\n")) is not None

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        if not content.head.startswith(b"From "):
            yield from _items(content.whole(limits), content, sources, limits)
            return
        for ordinal, message in enumerate(_messages(content, limits), start=1):
            try:
                if isinstance(message, Refusal):
                    raise message
                yield from _items(message, content, sources, limits)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"message {ordinal}: {refusal.detail}")
        content.file.seek(content.size - 1)
        if content.file.read(1) not in b"\r\n":
            yield Refusal("broken_off", "the mailbox ends within a line")


def _messages(content: Content, limits: Limits) -> Iterator[bytes | Refusal]:
    """Those of a mailbox, each from the line after its postmark."""
    held: list[bytes] = []
    size, is_blank = 0, True
    for _, line in content.lines(limits):
        if isinstance(line, bytes) and is_blank and _POSTMARK.match(line):
            if size:  # else it is the first
                yield _message(held, size, limits)
            held, size = [], 0
        elif isinstance(line, bytes) and size + len(line) <= limits.document_bytes:
            held.append(line)
            size += len(line)
        else:
            held, size = [], limits.document_bytes + 1
        is_blank = isinstance(line, bytes) and not line.strip()
    yield _message(held, size, limits)


def _message(lines: list[bytes], size: int, limits: Limits) -> bytes | Refusal:
    if size > limits.document_bytes:
        return Refusal("too_large", f"more than {limits.document_bytes:,} bytes in one mail")
    return b"".join(lines)


def _items(data: bytes, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    if _LONG_FIELD.search(data):
        raise Refusal("too_large", f"a field of the header with more than {_FIELD_CHARS:,} characters")
    try:
        yield from _read(BytesParser().parsebytes(data.removeprefix(BOM_UTF8)), content, sources, limits)
    except RecursionError as error:
        raise Refusal("too_deep", "a mail with parts nested beyond any mail") from error


def _read(message: Message, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    """The mail or page, each mail and each text of an office that is attached, and what else is there."""
    item: Item | Refusal | None = None
    page = _saved_page(message)
    if page is not None:
        # The date in the header is that of saving.
        address = str(message.get("Snapshot-Content-Location") or page["Content-Location"])
        yield from read_page(_bytes(page), content, sources, page.get_content_charset(), address)
        others = [part for part in message.walk() if part is not page and not part.is_multipart()]
    else:
        body = _Body(content)
        text = body.text_of(message, sources)
        name, address = parseaddr(_header(message, "from", content) or "")
        record = {
            "title": _header(message, "subject", content),
            "published_at": _header(message, "date", content),
            "source": name or address.rpartition("@")[2],
            "url": (_header(message, "archived-at", content) or "").strip("<> "),
            "record_id": (_header(message, "message-id", content) or "").strip("<> "),
            "text": text,
        }
        item = item_from_record(record, sources, body.decoded)
        yield item
        others = body.others
    for part in others:
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            for inner in _inner(part):
                yield from _read(inner, content, sources, limits)
        elif isinstance(item, Item) and _is_document(part):
            yield from _attached(part, item, sources, limits)
        else:
            yield PassedOver(part.get_content_type()[:_KIND_CHARS])


def _is_document(part: Message) -> bool:
    return PurePosixPath(part.get_filename() or "").suffix.lower() in _DOCUMENTS


def _attached(part: Message, mail: Item, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    """The documents of an attached file; of what they do not say of themselves they are as the mail."""
    from etl.ingest.readers import reader_for  # which asks this reader, too

    name = " ".join((part.get_filename() or "").split())
    try:
        with closing(capture(name, io.BytesIO(_bytes(part)), limits)) as content:
            for found in reader_for(content).read(content, sources, limits):
                if isinstance(found, Refusal):
                    yield found
                else:
                    beside = {field: getattr(found, field) or getattr(mail, field) for field in _OF_THE_MAIL}
                    yield replace(found, **beside)
    except Refusal as refusal:
        yield Refusal(refusal.reason_code, f"{name}, which is attached: {refusal.detail}")


def _saved_page(message: Message) -> Message | None:
    """The page itself, of one that was saved with its pictures and frames."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html" and part["Content-Location"]]
    root = str(message.get_param("start") or "").strip("<>")
    return next((page for page in pages if root and root in str(page["Content-ID"])), next(iter(pages), None))


class _Body:
    """The words of a mail, and the parts that are none of them."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.decoded = Decoded("", "utf-8", 1.0)
        self.others: list[Message] = []

    def text_of(self, part: Message, sources: SourceMap) -> str:
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            texts = [text for inner in _inner(part) if (text := self.text_of(inner, sources)).strip()]
            return _fuller(texts) if part.get_content_subtype() == "alternative" else "\n\n".join(texts)
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            self.others.append(part)
            return ""
        decoded = self._content.decode(_bytes(part), part.get_content_charset())
        if decoded.confidence <= self.decoded.confidence:
            self.decoded = decoded
        if kind == "text/html":
            return without_asides(markup_text(decoded.text), sources.asides)
        return _FLOWED.sub(" ", decoded.text) if part.get_param("format") == "flowed" else decoded.text


def _fuller(texts: list[str]) -> str:
    """The plainest of ``texts``, which say the same in other forms, that leaves nothing out."""
    most = max(map(usable, texts), default=0)
    return next((text for text in texts if usable(text) >= most * _SAYS_AS_MUCH), "")


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _header(message: Message, name: str, content: Content) -> str | None:
    raw = next((value for key, value in message.raw_items() if key.casefold() == name), None)
    if raw is None:
        return None
    written = " ".join(str(raw)[:_FIELD_CHARS].split())
    try:
        if not written.isascii():  # nothing but ASCII may stand there
            written = content.decode(written.encode("ascii", "surrogateescape")).text
        return str(make_header(decode_header(written)))
    except Refusal:
        return None
    except (MessageError, LookupError, ValueError):
        return written
