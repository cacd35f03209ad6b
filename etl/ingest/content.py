"""Bytes of one file or archive member, held still: what is decoded is exactly what was hashed."""

from __future__ import annotations

import codecs
import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from etl.ingest.decoding import Decoded, decode, wide_encoding
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.refusal import Refusal

HEAD_BYTES = 8192
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Content:
    """A private, seekable copy of some bytes; close it to free the disk space behind it."""

    #: File or member name with its extension; never used as a path.
    name: str
    file: IO[bytes]
    size: int
    sha256: str
    head: bytes
    #: (encoding, confidence) where ``file`` was turned into UTF-8 because its code units are wider than a byte.
    wide: tuple[str, float] | None = None
    #: Charset that the archive states for this member.
    charset: str | None = None
    _sniffed: Decoded | None = None
    #: The bytes as they were, where ``file`` holds them as UTF-8.
    _wide_file: IO[bytes] | None = None

    @property
    def suffix(self) -> str:
        """Last extension in lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    def whole(self, limits: Limits) -> bytes:
        """All bytes. Raises Refusal ``too_large``."""
        if self.size > limits.document_bytes:
            raise Refusal("too_large", f"{self.size:,} bytes in one document; the limit is {limits.document_bytes:,}")
        self.file.seek(0)
        return self.file.read()

    def original(self) -> bytes:
        """All bytes as they were before they were turned into UTF-8."""
        file = self._wide_file or self.file
        file.seek(0)
        return file.read()

    def lines(self, limits: Limits) -> Iterator[tuple[int, bytes | Refusal]]:
        """Numbered lines from 1, one at a time; a line beyond the limit comes as a Refusal and is skipped."""
        self.file.seek(0)
        number = 0
        while line := self.file.readline(limits.document_bytes + 1):
            number += 1
            if len(line) > limits.document_bytes:
                while line and not line.endswith(b"\n"):
                    line = self.file.readline(_CHUNK)
                yield number, Refusal("too_large", f"line {number} exceeds {limits.document_bytes:,} bytes")
            else:
                yield number, line

    def decode(self, data: bytes, declared: str | None = None, *, tolerant: bool = False) -> Decoded:
        """Text of ``data``, a part of this content. Raises Refusal as :func:`etl.ingest.decoding.decode`.

        A part that is not UTF-8 is in the code page of the file's beginning, if it fits: a short one could not tell.
        """
        declared = self.charset or declared
        beginning = None if _is_utf8(data) else self._beginning(declared)
        if beginning is not None and beginning.encoding != "utf-8":
            try:
                return Decoded(data.decode(beginning.encoding), beginning.encoding, beginning.confidence)
            except (UnicodeError, LookupError):
                pass
        decoded = decode(data, declared, tolerant=tolerant)
        return Decoded(decoded.text, *self.wide) if self.wide and decoded.encoding == "utf-8" else decoded

    def text_chunks(self, declared: str | None = None, *, tolerant: bool = False) -> Iterator[str]:
        """The text from its start, a stretch at a time, in the encoding of its beginning. Raises Refusal.

        Where ``tolerant``, damaged UTF-8 is passed on as :func:`etl.ingest.decoding.decode` does.
        """
        beginning = self._beginning(self.charset or declared)
        try:
            # A repaired or undecided beginning has no codec of its own; then only UTF-8 is certain.
            encoding = beginning.encoding if beginning else "utf-8"
            errors = "surrogateescape" if tolerant and encoding == "utf-8" else "strict"
            decoder = codecs.getincrementaldecoder(encoding)(errors)
        except LookupError as error:
            raise Refusal("mojibake", "too large to be repaired") from error
        self.file.seek(0)
        try:
            while chunk := self.file.read(_CHUNK):
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise Refusal("undecodable", f"{error.reason} before byte {self.file.tell()}") from error

    def beginning(self, declared: str | None = None) -> Decoded:
        """How the first lines decode; UTF-8 where they cannot tell."""
        return self._beginning(self.charset or declared) or Decoded("", "utf-8", 1.0)

    def _beginning(self, declared: str | None) -> Decoded | None:
        """How the head decodes, to the end of its last whole line."""
        if self._sniffed is None:
            lines, newline, _ = self.head.rpartition(b"\n")
            try:
                self._sniffed = decode(lines + newline or self.head, declared)
            except Refusal:
                return None
        return self._sniffed

    def cut_to_lines(self) -> None:
        """Leave out the last line, which has no end: it is not known to be whole."""
        at = self.size
        while at:
            start = max(0, at - _CHUNK)
            self.file.seek(start)
            end = self.file.read(at - start).rfind(b"\n")
            at = start + end + 1 if end >= 0 else start
            if end >= 0:
                break
        self.file.truncate(at)
        self.size = at
        self.head = self.head[:at]

    def close(self) -> None:
        self.file.close()
        if self._wide_file is not None:
            self._wide_file.close()


def capture(
    name: str,
    stream: IO[bytes],
    limits: Limits = LIMITS,
    account: Callable[[int], None] | None = None,
    is_one_document: Callable[[Content], bool] = lambda content: False,
) -> Content:
    """Copies ``stream``, on disk where it is large; ``account`` is told of each chunk's bytes and may raise.

    What ``is_one_document`` by its beginning and is too large for one is hashed to its end, but not copied.
    Raises Refusal ``too_large``, and what reading raises.
    """
    file = tempfile.SpooledTemporaryFile(max_size=limits.memory_bytes)  # noqa: SIM115 - Content closes it
    digest = hashlib.sha256()
    size, kept = 0, True
    try:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.file_bytes:
                raise Refusal("too_large", f"more than {limits.file_bytes:,} bytes")
            if account:
                account(len(chunk))
            digest.update(chunk)
            if kept:
                file.write(chunk)
            if size > limits.document_bytes >= size - len(chunk):
                file.seek(0)
                kept = not is_one_document(Content(name, file, size, "", file.read(HEAD_BYTES)))
                file.seek(0, io.SEEK_END)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        content = Content(name, file, size, digest.hexdigest(), head)
        content.wide = wide_encoding(head)
        if content.wide and kept:
            _narrow(content, limits)
    except BaseException:
        file.close()
        raise
    return content


def _narrow(content: Content, limits: Limits) -> None:
    """Turns UTF-16 or UTF-32 into UTF-8, so that lines and marks can be found in the bytes."""
    assert content.wide
    narrow = tempfile.SpooledTemporaryFile(max_size=limits.memory_bytes)  # noqa: SIM115 - takes the old file's place
    content.file.seek(0)
    try:
        decoder = codecs.getincrementaldecoder(content.wide[0])()
        while chunk := content.file.read(_CHUNK):
            narrow.write(decoder.decode(chunk).encode())
        narrow.write(decoder.decode(b"", final=True).encode())
    except UnicodeError as error:
        narrow.close()
        raise Refusal("undecodable", f"looks like {content.wide[0]}, but {error}") from error
    content._wide_file, content.file = content.file, narrow
    content.size = narrow.tell()
    narrow.seek(0)
    content.head = narrow.read(HEAD_BYTES)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
