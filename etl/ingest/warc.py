"""Web archives (ISO 28500): the pages that a crawler was answered with, as members named by their address."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from gzip import GzipFile
from http.client import HTTPResponse
from typing import IO, Any, cast

from etl.ingest.archives import BROKEN, Member, Opener, broken
from etl.ingest.content import Content
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal
from etl.ingest.streams import BoundedReads

_LINE_BYTES = 65_536
_HEADER_LINES = 200
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}\s*(?:;[^\r\n]*)?\r\n")
#: Pages; pictures, scripts and style sheets are no news and are left out.
_WANTED = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/xml", "text/xml",
           "application/rss+xml", "application/atom+xml")  # fmt: skip


def is_warc(content: Content) -> bool:
    return content.head.startswith((b"WARC/1.", b"WARC/0."))


def warc_members(content: Content, limits: Limits) -> Iterator[Member]:
    """One member per response, resource or conversion that holds text. Raises Refusal ``malformed_warc``."""
    position = 0
    while position < content.size:
        start, headers = _header(content, position)
        length = _length(headers, position)
        if start + length > content.size:
            raise Refusal("truncated_archive", f"the record at byte {position} ends after the file")
        address = (headers.get("WARC-Target-URI") or "").strip("<> ") or f"record at byte {position}"
        kind = headers.get("WARC-Type")
        block = cast(IO[bytes], BoundedReads(content.file, start, length))
        if kind == "response":
            yield from _response(address, block, content, start, length)
        elif kind in ("resource", "conversion") and headers.get_content_type() in _WANTED:
            opener = _opener(content, start, length)
            yield Member(address, opener, sidecar=_about(address), charset=headers.get_content_charset())
        # Records are parted by two empty lines.
        position = start + length + 4


def _header(content: Content, position: int) -> tuple[int, Message]:
    """Where the block begins, and the fields of the record whose first line is at ``position``."""
    content.file.seek(position)
    if not content.file.readline(_LINE_BYTES).startswith(b"WARC/"):
        raise Refusal("malformed_warc", f"no record begins at byte {position}")
    lines: list[bytes] = []
    while (line := content.file.readline(_LINE_BYTES)).strip():
        lines.append(line)
        if len(lines) > _HEADER_LINES or not line.endswith(b"\n"):
            raise Refusal("malformed_warc", f"the header of the record at byte {position} has no end")
    return content.file.tell(), BytesParser().parsebytes(b"".join(lines), headersonly=True)


def _length(headers: Message, position: int) -> int:
    written = (headers.get("Content-Length") or "").strip()
    if not written.isdecimal() or len(written) > 15:
        raise Refusal("malformed_warc", f"the record at byte {position} does not say its length")
    return int(written)


def _opener(content: Content, start: int, length: int) -> Opener:
    return lambda: cast(IO[bytes], BoundedReads(content.file, start, length))


def _about(address: str) -> tuple[str, Opener]:
    return "record header", lambda: io.BytesIO(json.dumps({"url": address}).encode())


def _response(address: str, block: IO[bytes], content: Content, start: int, length: int) -> Iterator[Member]:
    try:
        response = _http(block)
        if response.status != 200 or response.headers.get_content_type() not in _WANTED:
            return
    except BROKEN as error:
        yield Member(address, problem=broken(error))
        return
    # Many crawlers store the body whole and still say that it came in chunks.
    body_at = block.tell() if isinstance(block, BoundedReads) else 0
    yield Member(
        address,
        lambda: _body(content, start, length),
        packed=length - body_at,
        sidecar=_about(address),
        charset=response.headers.get_content_charset(),
    )


class _Connection:
    """Stored bytes in the place of a socket."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def makefile(self, mode: str) -> IO[bytes]:
        return self._stream


def _http(block: IO[bytes]) -> HTTPResponse:
    response = HTTPResponse(cast(Any, _Connection(io.BufferedReader(cast(Any, block)))))
    response.begin()
    return response


def _body(content: Content, start: int, length: int) -> IO[bytes]:
    response = _http(cast(IO[bytes], BoundedReads(content.file, start, length)))
    if response.chunked and not _CHUNK_SIZE.match(response.fp.peek(64)):
        response.chunked = False
        response.length = None
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding in ("identity", ""):
        return cast(IO[bytes], response)
    if encoding in ("gzip", "x-gzip"):
        return cast(IO[bytes], GzipFile(fileobj=response, mode="rb"))
    raise Refusal("unsupported_format", f"a page packed with {encoding}")
