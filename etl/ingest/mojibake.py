"""UTF-8 that was once read as a single-byte code page and saved again: found, and undone only when certain.

UTF-16 that lost a byte is only found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import ftfy

# Arabic letters lie in U+0621..U+064A: their UTF-8 lead bytes are D8 and D9, which cp1252 and Latin-1 show as Ø and
# Ù, and windows-1256 as ط and ظ, each followed by what stands at 80..BF there.
# Damaged twice they begin with Ã or Â; Mac Roman shows them as ÿ and Ÿ.
_WESTERN = re.compile("[ØÙÃÂ][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|[ÿŸ][¢-üΩπ†•™∂∏∑∞∫≠≤≥]")
_ARABIC = re.compile("[طظ][\x80-\xbf€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u200c\u200dں،؛]")
_LETTERS = re.compile("[ء-ي]+")
#: Arabic in UTF-16 whose bytes are taken in wrong pairs: the half of a letter or blank, and that of the next one.
_MISPAIRED = re.compile("[" + "".join(chr(n << 8) + chr(n << 8 | 6) for n in range(0x20, 0x4B)) + "]{8}")
_SAMPLE_CHARS = 65_536


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    #: What the UTF-8 had been read as.
    encoding: str


def is_mojibake(text: str) -> bool:
    """Whether ``text`` shows the pattern more often than any honest text can."""
    sample = text[:_SAMPLE_CHARS]
    western = sum(map(sample.count, "ØÙÃÂÿŸ"))
    arabic = sample.count("ط") + sample.count("ظ")
    if western <= 2 and arabic * 30 < len(sample):
        return False
    letters = sum(map(len, _LETTERS.findall(sample)))
    # ط and ظ begin 1 letter in 60 of Arabic and are hardly ever followed by a sign.
    return len(_WESTERN.findall(sample)) > max(2, letters / 50) or len(_ARABIC.findall(sample)) > max(4, letters / 12)


def is_mispaired(text: str) -> bool:
    """Whether a part of a text in UTF-16 is off by a byte: one was lost or came in between."""
    return _MISPAIRED.search(text) is not None


def repair(text: str) -> Repaired | None:
    """``text`` as it was before, if every character of it takes part in one and the same way back; else None."""
    for page in ("cp1252", "latin-1", "cp1256"):
        try:
            mended = text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if _is_arabic(mended):
            return Repaired(mended, page)
    # ftfy also knows the five bytes that cp1252 leaves empty, lost no-break spaces and text damaged twice.
    mended = ftfy.fix_encoding(text)
    if mended != text and "\ufffd" not in mended and _is_arabic(mended):
        return Repaired(mended, "several code pages")
    return None


def _is_arabic(text: str) -> bool:
    sample = text[:_SAMPLE_CHARS]
    alphabetic = sum(char.isalpha() for char in sample)
    # One trace left means that something else was mended wrongly or not at all.
    return (
        _WESTERN.search(text) is None
        and not is_mojibake(sample)
        and sum(map(len, _LETTERS.findall(sample))) > 0.5 * max(1, alphabetic)
    )
