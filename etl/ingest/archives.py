"""What is inside of a zip or tar file, without unpacking it: names are labels, links are refused, headers bounded."""

from __future__ import annotations

import errno
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, cast

import zstandard

from etl.ingest.content import Content
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal, passed_over
from etl.ingest.sidecars import Sidecars, hidden
from etl.ingest.streams import BoundedReads

Opener = Callable[[], IO[bytes]]

#: What the libraries raise on damaged input.
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError, tarfile.TarError, zipfile.BadZipFile,
          struct.error, NotImplementedError, RuntimeError, ValueError, UnicodeError, HTTPException)  # fmt: skip
#: No room, no memory, no more open files, a disk that fails.
_OF_THE_MACHINE = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE,
}  # fmt: skip
_EARLY = ("unexpected end", "truncated", "end-of-stream", "too small", "too early", "incompleteread")
#: Where a zip file has the length of its first member's name, and the name.
_NAME_LENGTH_AT, _NAME_AT = 26, 30
_OFFICE_SUFFIXES = {".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ott", ".ods", ".odp", ".epub"}
_OFFICE_PARTS = {b"[Content_Types].xml", b"_rels/.rels"}
_OFFICE = b"application/"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: A web archive with its index and list of pages (WACZ): what says so, and where the pages themselves are.
_WACZ, _WACZ_RECORDS = "datapackage.json", "archive/"
_TAR_AT = 257
#: Most that tarfile may read at once for itself: long names and pax headers.
_TAR_READ = 1024 * 1024
#: Bytes per entry of a zip's central directory, names and extra fields included.
_ZIP_ENTRY = 512


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive; either ``open`` or ``problem`` is set."""

    name: str
    open: Opener | None = None
    problem: Refusal | None = None
    #: Bytes that it takes in the archive, None where it is stored as it is.
    packed: int | None = None
    #: (name, opener) of what the archive holds about it.
    sidecar: tuple[str, Opener] | None = None
    #: Charset that the archive states for it.
    charset: str | None = None


def broken(error: Exception) -> Refusal:
    """The refusal that an exception of ``BROKEN`` stands for. Raises it where this machine failed, and not the file."""
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        raise error
    detail = str(error) or type(error).__name__
    if "password" in detail:
        return Refusal("encrypted_archive", "the member needs a password")
    early = isinstance(error, EOFError) or any(sign in f"{type(error).__name__} {detail}".lower() for sign in _EARLY)
    return Refusal("truncated_archive" if early else "corrupt_archive", detail)


def is_zip(content: Content) -> bool:
    return content.head.startswith(_ZIP) and not is_office(content)


def is_office(content: Content) -> bool:
    """Whether a zip file is one file of an office program: its name or its first member says so."""
    head = content.head
    if not head.startswith(_ZIP):
        return False
    (length,) = struct.unpack_from("<H", head, _NAME_LENGTH_AT) if len(head) > _NAME_AT else (0,)
    first, rest = head[_NAME_AT : _NAME_AT + length], head[_NAME_AT + length :]
    is_named = content.suffix in _OFFICE_SUFFIXES or first in _OFFICE_PARTS
    return is_named or (first == b"mimetype" and rest.startswith(_OFFICE))


def is_tar(content: Content) -> bool:
    return content.head[_TAR_AT : _TAR_AT + 5] == b"ustar" or (content.suffix == ".tar" and content.size > 0)


def zip_members(content: Content, limits: Limits) -> Iterator[Member]:
    """Members in the order of the directory. Raises Refusal."""
    check_directory(content, limits)
    try:
        archive = zipfile.ZipFile(content.file)
    except BROKEN as error:
        raise broken(error) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    by_name = {info.filename: info for info in infos}
    sidecars = Sidecars(by_name)

    def opener(info: zipfile.ZipInfo) -> Opener:
        return lambda: archive.open(info)

    beside_records = _beside_records(by_name)
    for info in infos:
        if info.filename in beside_records or hidden(info.filename) or sidecars.is_sidecar(info.filename):
            continue
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            yield Member(info.filename, problem=Refusal("unsafe_member", "a link; links are not followed"))
            continue
        beside = sidecars.of(info.filename)
        yield Member(
            info.filename,
            open=opener(info),
            packed=info.compress_size,
            sidecar=(beside, opener(by_name[beside])) if beside else None,
        )
    if beside_records:
        kinds = Counter(name.rpartition("/")[0] or name for name in beside_records)
        yield Member("passed over", problem=passed_over("what tells of the records of the web archive", kinds))


def _beside_records(names: Collection[str]) -> set[str]:
    """Those of ``names`` that say again what the records of a packed web archive hold."""
    records = {name for name in names if name.startswith(_WACZ_RECORDS)}
    return set(names) - records if _WACZ in names and records else set()


def check_directory(content: Content, limits: Limits) -> None:
    """Raises Refusal: zipfile reads the whole directory into memory: its size is looked at first."""
    content.file.seek(max(0, content.size - 65_557))
    tail = content.file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        raise Refusal("truncated_archive", "the zip file has no directory at its end")
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size > limits.members * _ZIP_ENTRY:
        raise Refusal("too_many_members", f"a directory of {size:,} bytes")


def tar_members(content: Content, limits: Limits) -> Iterator[Member]:
    """Members in their order; the headers are read twice, first to know which member is another's sidecar."""
    places: dict[str, tuple[int, int]] = {}
    with suppress(Refusal):  # which ends the second reading, after the members that are whole
        places.update(
            (info.name, (info.offset_data, info.size)) for info in _tar_infos(content, limits) if info.isreg()
        )
    sidecars = Sidecars(places)

    def opener(offset: int, size: int) -> Opener:
        return lambda: cast(IO[bytes], BoundedReads(content.file, offset, size))

    for info in _tar_infos(content, limits):
        if info.isdir() or hidden(info.name) or (info.isreg() and sidecars.is_sidecar(info.name)):
            continue
        if not info.isreg() or info.issparse():
            yield Member(info.name, problem=Refusal("unsafe_member", "a link, device or sparse file"))
            continue
        beside = sidecars.of(info.name)
        yield Member(
            info.name,
            open=opener(info.offset_data, info.size),
            sidecar=(beside, opener(*places[beside])) if beside else None,
        )


def _tar_infos(content: Content, limits: Limits) -> Iterator[tarfile.TarInfo]:
    """The headers in order, none kept. Raises Refusal."""
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
                raise Refusal("corrupt_archive", f"no member header at byte {archive.offset}")
    except BROKEN as error:
        raise broken(error) from error
