"""Compressed files and archives, one inside the other, each byte counted while it is read.

Member names label a document's origin and are never used as paths; nothing is written but private temporary files.
"""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, cast

from etl.ingest.arc import arc_members, is_arc
from etl.ingest.archives import BROKEN, Member, broken, is_tar, is_zip, tar_members, zip_members
from etl.ingest.content import Content, capture
from etl.ingest.limits import Limits
from etl.ingest.readers import reader_for
from etl.ingest.refusal import Refusal
from etl.ingest.streams import XzStream, ZstandardStream
from etl.ingest.warc import is_warc, warc_members

_GZIP, _BZIP2, _XZ, _ZSTD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
#: What gzip says where all bytes came, and not those that were packed.
_WRONG_SUM = "CRC check failed"
_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
#: Refusals that concern one member and not the archive that holds it.
_OF_ONE_MEMBER = {"too_large", "undecodable", "unsupported_format", "truncated_archive", "corrupt_archive"}


@dataclass(slots=True)
class Budget:
    """What one file may still unfold into."""

    limits: Limits
    #: Bytes of the file itself: members that overlap share theirs.
    packed: int
    members: int = 0
    unpacked: int = 0

    def member(self) -> None:
        """Raises Refusal ``too_many_members``."""
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
            if self.unpacked > max(self.limits.ratio_from, self.packed * self.limits.ratio):
                raise Refusal("archive_bomb", f"unpacks to more than {self.limits.ratio} times the size of the file")
            if packed is not None and total > max(self.limits.ratio_from, packed * self.limits.ratio):
                raise Refusal("archive_bomb", f"unpacks to more than {self.limits.ratio} times its size")

        return count


@dataclass(frozen=True, slots=True)
class Leaf:
    """Bytes that no archive format claims, or the reason why they could not be reached; ``member`` names them."""

    member: str
    found: Content | Refusal
    #: (name, bytes) of an archive member; what belongs to a whole file is looked for beside it.
    sidecar: tuple[str, bytes] | None = None


@dataclass(slots=True)
class _Labels:
    """Member names within one archive, made unique: it may hold a name twice."""

    prefix: str
    seen: dict[str, int] = field(default_factory=dict)

    def label(self, name: str) -> str:
        name = name.replace("\x00", "").encode("utf-8", "replace").decode()
        count = self.seen[name] = self.seen.get(name, 0) + 1
        return f"{self.prefix}{name}" + (f"#{count}" if count > 1 else "")


def is_one_document(content: Content) -> bool:
    """Whether ``content``, going by its beginning, is neither an archive nor of a format that holds many documents."""
    return _decompressor(content) is None and _archive(content) is None and not reader_for(content).streams


def leaves(content: Content, limits: Limits) -> Iterator[Leaf]:
    """Everything inside ``content``, itself if it is no archive. Each Content is closed when the next is asked for."""
    yield from _unfold(content, "", Budget(limits, content.size), 0, None)


def _unfold(
    content: Content, member: str, budget: Budget, depth: int, sidecar: tuple[str, bytes] | None
) -> Iterator[Leaf]:
    decompressor, members = _decompressor(content), _archive(content)
    if decompressor is None and members is None:
        yield Leaf(member, content, sidecar)
        return
    if depth >= budget.limits.depth:
        yield Leaf(member, Refusal("too_deep", f"archives nested more than {budget.limits.depth} deep"))
        return
    try:
        if decompressor is not None:
            inner, damage = _decompress(content, decompressor, budget)
            try:
                yield from _unfold(inner, member, budget, depth + 1, sidecar)
            finally:
                inner.close()
            if damage:
                yield Leaf(member, damage)
        elif members is not None:
            labels = _Labels(f"{member}!/" if member else "")
            for found in members(content, budget.limits):
                budget.member()
                yield from _member(found, labels.label(found.name), budget, depth)
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
        return lambda file: cast(IO[bytes], ZstandardStream(file))
    return None


class _Readable:
    """A compressed stream as far as it can be unpacked; ``error`` is what ended it before its end."""

    def __init__(self, stream: IO[bytes]) -> None:
        # What one call gives is not lost by an error that the next one meets.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.error: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._read(size)
        except BROKEN as error:
            self.error = error
            return b""


def _decompress(
    content: Content, decompressor: Callable[[IO[bytes]], IO[bytes]], budget: Budget
) -> tuple[Content, Refusal | None]:
    """What ``content`` unpacks to, and what is wrong where that is only its beginning.

    Raises Refusal where the beginning is of no use: that of one document, or bytes of which a sum says that they are
    others than were packed.
    """
    path = PurePosixPath(content.name)
    suffix = path.suffix.lower()
    name = path.stem + _SUFFIXES[suffix] if suffix in _SUFFIXES else path.name
    content.file.seek(0)
    stream = _Readable(decompressor(content.file))
    try:
        inner = capture(name, cast(IO[bytes], stream), budget.limits, budget.meter(content.size), is_one_document)
    except BROKEN as error:
        raise broken(error) from error
    if stream.error is None:
        return inner, None
    try:
        damage = broken(stream.error)
        if not inner.size or is_one_document(inner) or _WRONG_SUM in damage.detail:
            raise damage
    except BaseException:
        inner.close()
        raise
    if _archive(inner) is None:
        inner.cut_to_lines()
    return inner, damage


def _archive(content: Content) -> Callable[[Content, Limits], Iterator[Member]] | None:
    for recognises, members in (
        (is_zip, zip_members),
        (is_tar, tar_members),
        (is_warc, warc_members),
        (is_arc, arc_members),
    ):
        if recognises(content):
            return members
    return None


def _member(member: Member, label: str, budget: Budget, depth: int) -> Iterator[Leaf]:
    """One member, unfolded; a broken one is refused alone, an exhausted budget ends the archive."""
    if member.open is None:
        yield Leaf(label, member.problem or Refusal("corrupt_archive", "the member cannot be opened"))
        return
    try:
        with member.open() as stream:
            name = PurePosixPath(member.name).name or "member"
            inner = capture(name, stream, budget.limits, budget.meter(member.packed), is_one_document)
        inner.charset = member.charset
        beside = None
        if member.sidecar:
            with member.sidecar[1]() as stream:
                beside = (member.sidecar[0], stream.read(budget.limits.document_bytes))
    except Refusal as refusal:
        if refusal.reason_code not in _OF_ONE_MEMBER:
            raise Refusal(refusal.reason_code, f"{label}: {refusal.detail}") from refusal
        yield Leaf(label, refusal)
        return
    except BROKEN as error:
        yield Leaf(label, broken(error))
        return
    try:
        yield from _unfold(inner, label, budget, depth + 1, beside)
    finally:
        inner.close()
