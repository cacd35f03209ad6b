"""Web archives (ISO 28500): the pages that a crawler was answered with, as members named by their address."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from gzip import GzipFile
from http.client import HTTPResponse
from typing import IO, Any, cast

from etl.ingest.archives import BROKEN, Member, Opener, broken
from etl.ingest.content import Content
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal, passed_over
from etl.ingest.streams import BoundedReads, BrotliStream, InflatedStream, ZstandardStream

LINE_BYTES = 65_536
_RECORD = re.compile(
    rb"\AWARC/[01]\.|^WARC/[01]\.\d{1,2}\r?\n(?:[\w-]{1,60}:[^\n]{0,2000}\n){0,20}?WARC-Type:", re.M | re.I
)
#: Bytes after a record in which the next one begins.
_GAP = 64
_HEADER_LINES = 200
_GZIP = b"\x1f\x8b\x08"
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}\s*(?:;[^\r\n]*)?\r\n")
#: What a page is made of beside its words. All else is for the readers: types are often wrong, or not stated.
_NO_PAGE = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|dns)$|(?:text|application)/(?:x-)?(?:java|ecma)script$"
    r"|application/(?:x-)?(?:font\b|vnd\.ms-fontobject$|wasm$|shockwave)"
)
#: Of records that tell of a transfer; a continuation is a page without its beginning.
_TRANSFERS = ("warcinfo", "request", "metadata")
#: Characters of a kind of record.
_KIND_CHARS = 40


def is_warc(content: Content) -> bool:
    """Whether a record begins ``content``, or another one follows where the first is damaged."""
    return _RECORD.search(content.head) is not None


def warc_members(content: Content, limits: Limits) -> Iterator[Member]:
    """One member per response, resource or conversion that may hold text, and one for each record that is not whole.

    The last one says what was passed over. Raises Refusal.
    """
    position = 0
    kinds: Counter[str] = Counter()
    while position < content.size:
        try:
            start, headers = _header(content, position)
            length = _length(headers, position)
        except Refusal as refusal:
            yield Member(f"record at byte {position}", problem=refusal)
            position = _resume(content, position + 1)
            continue
        address = _field(headers, "WARC-Target-URI").strip("<> ") or f"record at byte {position}"
        following, problem = _next_record(content, start + length, position)
        if following is None:
            following = _resume(content, start)
            shorter = _without_returns(content, start, length, following)
            if shorter is None:
                # Its length is a lie: what it holds has no end, or somebody else's.
                if problem and following == content.size < start + length:
                    raise problem
                yield Member(address, problem=problem)
                position = following
                continue
            length, problem = shorter, None
        if headers.get("WARC-Truncated"):
            yield Member(address, problem=Refusal("truncated_archive", "the crawler kept a part of the page only"))
        else:
            yield from _pages(content, headers, address, start, length, kinds)
        if problem:
            yield Member(address, problem=problem)
        position = following
    if kinds:
        yield Member("passed over", problem=passed_over("records of the archive that are no pages", kinds))


def _without_returns(content: Content, start: int, length: int, following: int) -> int | None:
    """The length of a block whose line ends lost a byte each in the whole archive, or None where that is not it."""
    if b"\r\n" in content.head:
        return None
    content.file.seek(start)
    block = content.file.read(min(following - start, length)).rstrip(b"\n")
    lines = block.partition(b"\n\n")[0].count(b"\n") + 2
    return len(block) if len(block) <= length <= len(block) + lines else None


def _pages(
    content: Content, headers: Message, address: str, start: int, length: int, kinds: Counter[str]
) -> Iterator[Member]:
    kind = _field(headers, "WARC-Type")
    if kind == "response" and _holds_http(content, headers, start, length):
        yield from response_members(address, content, start, length, kinds)
    elif kind in ("response", "resource", "conversion"):
        if _is_page(headers, kinds):
            opener = _opener(content, start, length)
            yield Member(address, opener, sidecar=_about(address), charset=headers.get_content_charset())
    elif kind == "revisit":
        kinds["a page that was there before"] += 1
    elif kind not in _TRANSFERS:
        yield Member(address, problem=Refusal("malformed_warc", f"a record of no known type: {kind[:40]!r}"))


def _holds_http(content: Content, headers: Message, start: int, length: int) -> bool:
    """Whether a block is an answer of HTTP; crawlers answer questions of other protocols, too."""
    is_other = "Content-Type" in headers and headers.get_content_type() != "application/http"
    return not is_other or BoundedReads(content.file, start, length).read(5) == b"HTTP/"


def _is_page(headers: Message, kinds: Counter[str]) -> bool:
    kind = headers.get_content_type()
    if _NO_PAGE.match(kind):
        kinds[kind[:_KIND_CHARS]] += 1
        return False
    return True


def _next_record(content: Content, end: int, position: int) -> tuple[int | None, Refusal | None]:
    """Where the record after ``end`` begins, or None where none does, and what is wrong with the gap."""
    if end > content.size:
        return None, Refusal("truncated_archive", f"the record at byte {position} ends after the file")
    content.file.seek(end)
    gap = content.file.read(_GAP)
    rest = gap.lstrip(b"\r\n")
    following = end + len(gap) - len(rest)
    if rest and not rest.startswith(b"WARC/"):
        return None, Refusal("malformed_warc", f"the record at byte {position} does not end where it says")
    if rest and gap[: len(gap) - len(rest)].count(b"\n") < 2:
        return following, Refusal("malformed_warc", f"no two empty lines before the record at byte {following}")
    return following, None


def _resume(content: Content, start: int) -> int:
    """Where the next record begins after ``start``, or the end of the archive."""
    content.file.seek(start)
    while line := content.file.readline(LINE_BYTES):
        if line.startswith((b"WARC/1.", b"WARC/0.")):
            return content.file.tell() - len(line)
    return content.size


def _header(content: Content, position: int) -> tuple[int, Message]:
    """Where the block begins, and the fields of the record whose first line is at ``position``."""
    content.file.seek(position)
    if not content.file.readline(LINE_BYTES).startswith(b"WARC/"):
        raise Refusal("malformed_warc", f"no record begins at byte {position}")
    lines: list[bytes] = []
    while (line := content.file.readline(LINE_BYTES)).strip():
        lines.append(line)
        if len(lines) > _HEADER_LINES or not line.endswith(b"\n"):
            raise Refusal("malformed_warc", f"the header of the record at byte {position} has no end")
    return content.file.tell(), BytesParser().parsebytes(b"".join(lines), headersonly=True)


def _field(headers: Message, name: str) -> str:
    """The field ``name``, empty where there is none; bytes beyond ASCII come as an object of its own."""
    return str(headers.get(name) or "")


def _length(headers: Message, position: int) -> int:
    written = _field(headers, "Content-Length").strip()
    if not written.isdecimal() or len(written) > 15:
        raise Refusal("malformed_warc", f"the record at byte {position} does not say its length")
    return int(written)


def _opener(content: Content, start: int, length: int) -> Opener:
    return lambda: cast(IO[bytes], BoundedReads(content.file, start, length))


def _about(address: str) -> tuple[str, Opener]:
    return "record header", lambda: io.BytesIO(json.dumps({"url": address}).encode())


def response_members(address: str, content: Content, start: int, length: int, kinds: Counter[str]) -> Iterator[Member]:
    """The page of an answer of HTTP that lies at ``start``, unless it is none; what it is instead is counted."""
    block = BoundedReads(content.file, start, length)
    try:
        response = _http(cast(IO[bytes], block))
    except BROKEN as error:
        yield Member(address, problem=broken(error))
        return
    if response.status != 200:
        kinds[f"status {response.status}"] += 1
        return
    if not _is_page(response.headers, kinds):
        return
    body_at = block.tell()
    yield Member(
        address,
        lambda: _body(content, start, length),
        packed=length - body_at,
        sidecar=_about(address),
        charset=response.headers.get_content_charset(),
    )


class _Response(HTTPResponse):
    """An answer of any version of HTTP: crawlers write down later ones as if they were lines of text, too."""

    def _read_status(self) -> tuple[str, int, str]:
        _, status, reason = super()._read_status()  # type: ignore[misc]
        return "HTTP/1.1", status, reason


class _Connection:
    """Stored bytes in the place of a socket."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def makefile(self, mode: str) -> IO[bytes]:
        return self._stream


def _http(block: IO[bytes]) -> HTTPResponse:
    response = _Response(cast(Any, _Connection(io.BufferedReader(cast(Any, block)))))
    response.begin()
    return response


def _body(content: Content, start: int, length: int) -> IO[bytes]:
    """The page itself. Headers tell of the transfer, and crawlers store the body as sent, unchunked or unpacked."""
    block = BoundedReads(content.file, start, length)
    response = _http(cast(IO[bytes], block))
    head = response.fp.peek(64)
    encodings = [name.strip().lower() for name in _field(response.headers, "Content-Encoding").split(",")]
    if response.chunked and not _CHUNK_SIZE.match(head):
        response.chunked = False
        response.length = None
    if not response.chunked:
        # A stated length is that of the transfer: of a page that was unpacked since it would cut off the end.
        stated, stored = response.length, length - (block.tell() - len(response.fp.peek(1)))
        if stated is not None and stated > stored and not any(encodings):
            raise EOFError("the page ends too early")
        response.length = None
        head = response.fp.peek(64)
    else:
        head = b""
    body = cast(IO[bytes], response)
    for encoding in reversed(encodings):
        body = _unpacked(body, encoding, head)
        head = b""
    return body


def _unpacked(body: IO[bytes], encoding: str, head: bytes) -> IO[bytes]:
    """``body`` without ``encoding``; ``head`` is its beginning where that is known. Raises Refusal."""
    if encoding in ("identity", "none", "") or _looks_plain(head):
        return body
    if encoding in ("gzip", "x-gzip") or head.startswith(_GZIP):
        return cast(IO[bytes], GzipFile(fileobj=body, mode="rb"))
    if encoding == "deflate":
        return cast(IO[bytes], InflatedStream(body))
    if encoding == "zstd":
        return cast(IO[bytes], ZstandardStream(body))
    if encoding == "br":
        return cast(IO[bytes], BrotliStream(body))
    raise Refusal("unsupported_format", f"a page packed with {encoding}")


def _looks_plain(head: bytes) -> bool:
    """Whether a page begins here as it is, whatever its header says."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text[:1] in (b"<", b"{", b"[") and not any(byte < 9 for byte in text)
