"""Compressed files and archives, one inside the other, each byte counted while it is read.

Member names label a document's origin and are never used as paths; nothing is written but private temporary files.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, cast

import zstandard

from etl.ingest.content import Content, capture
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal
from etl.ingest.sidecars import Sidecars, hidden
from etl.ingest.streams import BoundedReads, XzStream

_GZIP, _BZIP2, _XZ, _ZSTD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_AT = 257
_STREAM_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError, tarfile.TarError, zipfile.BadZipFile,
           struct.error, NotImplementedError, RuntimeError, ValueError, UnicodeError)  # fmt: skip
#: Most that tarfile may read at once for itself: long names and pax headers.
_TAR_READ = 1024 * 1024
#: Bytes per entry of a zip's central directory, names and extra fields included.
_ZIP_ENTRY = 512


@dataclass(slots=True)
class Budget:
    """What one file may still unfold into."""

    limits: Limits
    members: int = 0
    unpacked: int = 0

    def member(self) -> None:
        self.members += 1
        if self.members > self.limits.members:
            raise Refusal("too_many_members", f"more than {self.limits.members:,} members")

    def meter(self, packed: int | None) -> Callable[[int], None]:
        """Counts the chunks of one stream of ``packed`` bytes (None: stored as is). Raises Refusal ``archive_bomb``."""
        total = 0

        def count(size: int) -> None:
            nonlocal total
            total += size
            self.unpacked += size
            if self.unpacked > self.limits.unpacked_bytes:
                raise Refusal("archive_bomb", f"unpacks to more than {self.limits.unpacked_bytes:,} bytes")
            if packed is not None and total > max(self.limits.ratio_from, packed * self.limits.ratio):
                raise Refusal("archive_bomb", f"unpacks to more than {self.limits.ratio} times its size")

        return count


@dataclass(frozen=True, slots=True)
class Leaf:
    """Bytes that no archive format claims, or the reason why they could not be reached; ``member`` names them."""

    member: str
    found: Content | Refusal
    #: Of an archive member; a file's own are looked for beside it.
    sidecar: tuple[str, bytes] | None = None


@dataclass(slots=True)
class _Names:
    """Member labels, made unique: an archive may hold a name twice."""

    seen: dict[str, int] = field(default_factory=dict)

    def label(self, prefix: str, name: str) -> str:
        name = name.replace("\x00", "").encode("utf-8", "replace").decode()
        count = self.seen[name] = self.seen.get(name, 0) + 1
        return f"{prefix}{name}" + (f"#{count}" if count > 1 else "")


def leaves(content: Content, limits: Limits) -> Iterator[Leaf]:
    """Everything inside ``content``, itself if it is no archive. Closes each Content when the next is asked for."""
    yield from _unfold(content, "", Budget(limits), 0)


def _unfold(
    content: Content, member: str, budget: Budget, depth: int, sidecar: tuple[str, bytes] | None = None
) -> Iterator[Leaf]:
    open_stream = _decompressor(content)
    archive = _archive(content)
    if open_stream is None and archive is None:
        yield Leaf(member, content, sidecar)
        return
    if depth >= budget.limits.depth:
        yield Leaf(member, Refusal("too_deep", f"archives nested more than {budget.limits.depth} deep"))
        return
    try:
        if open_stream is not None:
            inner = _decompress(content, open_stream, budget)
            try:
                yield from _unfold(inner, member, budget, depth + 1, sidecar)
            finally:
                inner.close()
        elif archive is not None:
            yield from archive(content, f"{member}!/" if member else "", budget, depth)
    except Refusal as refusal:
        yield Leaf(member, refusal)


def _decompressor(content: Content) -> Callable[[IO[bytes]], IO[bytes]] | None:
    head = content.head
    if head.startswith(_GZIP):
        return lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file, mode="rb"))
    if head.startswith(_BZIP2) and head[3:4].isdigit():
        return lambda file: cast(IO[bytes], bz2.BZ2File(file))
    if head.startswith(_XZ):
        return lambda file: cast(IO[bytes], XzStream(file))
    if head.startswith(_ZSTD):
        window = zstandard.ZstdDecompressor(max_window_size=128 * 1024 * 1024)
        return lambda file: cast(IO[bytes], window.stream_reader(file, read_across_frames=True, closefd=False))
    return None


def _decompress(content: Content, open_stream: Callable[[IO[bytes]], IO[bytes]], budget: Budget) -> Content:
    path = PurePosixPath(content.name)
    name = path.stem + _STREAM_SUFFIXES[path.suffix.lower()] if path.suffix.lower() in _STREAM_SUFFIXES else path.name
    content.file.seek(0)
    try:
        stream = open_stream(content.file)
        if content.head.startswith(_ZSTD):
            return _zstandard(name, stream, content, budget)
        return capture(name, stream, budget.limits, budget.meter(content.size))
    except _BROKEN as error:
        raise _broken(error) from error


def _zstandard(name: str, stream: IO[bytes], content: Content, budget: Budget) -> Content:
    inner = capture(name, stream, budget.limits, budget.meter(content.size))
    # The library ends silently where the input does: a whole frame leaves nothing for a fresh decoder to wait for.
    if not _zstandard_complete(content):
        inner.close()
        raise Refusal("truncated_archive", "the compressed stream ends too early")
    return inner


def _zstandard_complete(content: Content) -> bool:
    content.file.seek(0)
    decoder = None
    rest = b""
    while chunk := rest or content.file.read(65_536):
        decoder = decoder or zstandard.ZstdDecompressor(max_window_size=128 * 1024 * 1024).decompressobj()
        decoder.decompress(chunk)
        rest = b""
        if decoder.eof:
            rest, decoder = decoder.unused_data, None
    return decoder is None


def _broken(error: Exception) -> Refusal:
    early = isinstance(error, EOFError) or any(
        word in str(error) for word in ("unexpected end", "truncated", "Truncated", "end-of-stream", "too small")
    )
    if isinstance(error, RuntimeError) and "password" in str(error):
        return Refusal("encrypted_archive", "the member needs a password")
    return Refusal("truncated_archive" if early else "corrupt_archive", str(error) or type(error).__name__)


def _archive(content: Content) -> Callable[[Content, str, Budget, int], Iterator[Leaf]] | None:
    if content.head.startswith(_ZIP):
        return _zip
    if content.head[_TAR_AT : _TAR_AT + 5] == b"ustar" or (content.suffix == ".tar" and content.size):
        return _tar
    return None


def _zip(content: Content, prefix: str, budget: Budget, depth: int) -> Iterator[Leaf]:
    _check_directory(content, budget.limits)
    try:
        archive = zipfile.ZipFile(content.file)
    except _BROKEN as error:
        raise _broken(error) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    sidecars = Sidecars(info.filename for info in infos)
    by_name = {info.filename: info for info in infos}
    names = _Names()
    for info in infos:
        if hidden(info.filename) or sidecars.is_sidecar(info.filename):
            continue
        budget.member()
        label = names.label(prefix, info.filename)
        if info.flag_bits & 1:
            yield Leaf(label, Refusal("encrypted_archive", "the member needs a password"))
        elif (info.external_attr >> 16) & 0o170000 == 0o120000:
            yield Leaf(label, Refusal("unsafe_member", "a link; links are not followed"))
        else:
            beside = sidecars.of(info.filename)
            yield from _member(
                lambda info=info: archive.open(info),  # type: ignore[misc]
                info.filename, info.compress_size, label, budget, depth,
                (beside, lambda beside=beside: archive.open(by_name[beside])) if beside else None,  # type: ignore[misc]
            )  # fmt: skip


def _check_directory(content: Content, limits: Limits) -> None:
    """zipfile reads the whole directory into memory: its size is looked at first."""
    content.file.seek(max(0, content.size - 65_557))
    tail = content.file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        raise Refusal("truncated_archive", "the zip file has no directory at its end")
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size > limits.members * _ZIP_ENTRY:
        raise Refusal("too_many_members", f"a directory of {size:,} bytes")


def _tar(content: Content, prefix: str, budget: Budget, depth: int) -> Iterator[Leaf]:
    places = {info.name: (info.offset_data, info.size) for info in _tar_members(content, budget.limits) if info.isreg()}
    sidecars = Sidecars(places)
    names = _Names()

    def opener(offset: int, size: int) -> Callable[[], IO[bytes]]:
        return lambda: cast(IO[bytes], BoundedReads(content.file, offset, size))

    for info in _tar_members(content, budget.limits):
        if info.isdir() or hidden(info.name) or (info.isreg() and sidecars.is_sidecar(info.name)):
            continue
        budget.member()
        label = names.label(prefix, info.name)
        if not info.isreg() or info.issparse():
            yield Leaf(label, Refusal("unsafe_member", "a link, device or sparse file; none is followed"))
            continue
        beside = sidecars.of(info.name)
        yield from _member(
            opener(info.offset_data, info.size), info.name, None, label, budget, depth,
            (beside, opener(*places[beside])) if beside else None,
        )  # fmt: skip


def _tar_members(content: Content, limits: Limits) -> Iterator[tarfile.TarInfo]:
    """The headers in order, none kept. Raises Refusal."""
    content.file.seek(0)
    guarded = cast(IO[bytes], BoundedReads(content.file, 0, content.size, _TAR_READ))
    try:
        with tarfile.TarFile(fileobj=guarded, mode="r", errorlevel=2) as archive:
            count = 0
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]
                count += 1
                if count > 2 * limits.members:
                    raise Refusal("too_many_members", f"more than {limits.members:,} members")
                if info.isreg() and info.offset_data + info.size > content.size:
                    raise Refusal("truncated_archive", f"the archive ends within {info.name[:200]!r}")
                yield info
            # tarfile takes a damaged header for the end of the archive.
            guarded.seek(archive.offset)
            if guarded.read(min(tarfile.BLOCKSIZE, max(0, content.size - guarded.tell()))).strip(b"\0"):
                raise Refusal("corrupt_archive", f"no member header at byte {guarded.tell()}")
    except _BROKEN as error:
        raise _broken(error) from error


def _member(
    open_member: Callable[[], IO[bytes]], name: str, packed: int | None, label: str, budget: Budget, depth: int,
    sidecar: tuple[str, Callable[[], IO[bytes]]] | None,
) -> Iterator[Leaf]:  # fmt: skip
    """One member, unfolded; a broken one is refused alone, an exhausted budget ends the archive."""
    try:
        with open_member() as stream:
            inner = capture(PurePosixPath(name).name or "member", stream, budget.limits, budget.meter(packed))
        beside = None
        if sidecar:
            with sidecar[1]() as stream:
                beside = (sidecar[0], stream.read(budget.limits.document_bytes))
    except Refusal as refusal:
        if refusal.reason_code in ("too_large", "undecodable"):
            yield Leaf(label, refusal)
            return
        raise Refusal(refusal.reason_code, f"{label}: {refusal.detail}") from refusal
    except _BROKEN as error:
        yield Leaf(label, _broken(error))
        return
    try:
        yield from _unfold(inner, label, budget, depth + 1, beside)
    finally:
        inner.close()
