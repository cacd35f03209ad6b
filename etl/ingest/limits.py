"""How much of anything is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; what exceeds them ends in quarantine with its reason code, never in memory."""

    #: Bytes of one file, as found.
    file_bytes: int = 8 * 1024 * MEBI
    #: Bytes of one document before its text is taken out: a page, a line of JSON lines, a feed.
    document_bytes: int = 16 * MEBI
    #: Code points of the text of one document.
    text_chars: int = 1_000_000
    #: Members of all archives in one file.
    members: int = 200_000
    #: Archives within archives; a compressed archive counts as two.
    depth: int = 5
    #: Bytes unpacked from one file, counted while reading.
    unpacked_bytes: int = 8 * 1024 * MEBI
    #: Unpacked bytes per packed byte. News text packs 3 to 12 times, templates up to 60; a bomb 1,000 and more.
    ratio: int = 200
    #: Below this many unpacked bytes the ratio does not matter.
    ratio_from: int = 4 * MEBI
    #: Bytes of a file that are held in memory; the rest is on disk.
    memory_bytes: int = 8 * MEBI


LIMITS = Limits()
