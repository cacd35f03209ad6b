"""Raw text to clean text, with a map back to every raw character.

Cleaning removes what carries no meaning for a reader of news (vowel marks, tatweel, zero-width and bidirectional
controls), undoes presentation forms and HTML debris, and makes every blank a plain space. Folding then makes
spellings comparable (alef and hamza, yaa and alef maqsura, taa marbuta and haa, digits of all scripts); it changes
no length, so offsets of the folded text are offsets of the clean text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pyarabic import araby

#: Bump when the clean text or its offsets change for any input.
CLEANING_VERSION = "4"

# Vowel marks: PyArabic's list, and the Quranic and extended combining marks of the Arabic block (Unicode 15, Mn).
_MARKS = "".join(araby.TASHKEEL) + "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
# Zero-width and bidirectional controls, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_BLANK = "\t\v\f\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
_LETTERS = f"\u0621-\u064a{_PRESENTATION}"
_TATWEEL = araby.TATWEEL

# NUL and the other controls would be refused by PostgreSQL or confuse a terminal: they read as blanks.
_SPECIAL = re.compile(
    f"(?P<tatweel_dash>(?<=[0-9\u0660-\u0669]){_TATWEEL}+(?=[0-9\u0660-\u0669]))"
    f"|(?P<drop>[{_MARKS}{_TATWEEL}{_INVISIBLE}]+)"
    f"|(?P<blank>[{_BLANK}\x00-\x08\x0e-\x1b\x7f])"
    "|(?P<line>\r\n?|[\u2028\u2029])"
    f"|(?P<form>[{_PRESENTATION}])"
    # The words of a hashtag: #فيضانات_السودان, #25_يناير, #انتخابات_٢٠٢٤.
    f"|(?P<joint>(?<=[\u0621-\u065f{_PRESENTATION}])_+(?=[{_LETTERS}0-9\u0660-\u0669])"
    f"|(?<=[0-9\u0660-\u0669])_+(?=[{_LETTERS}]))"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)"
    r"|(?P<debris>&(?![A-Za-z0-9#])(?!\s[A-Za-z])|(?<![A-Za-z0-9\s])&)"
)

_PLAIN = {ord(blank): " " for blank in map(chr, range(0x3001)) if re.fullmatch(f"[{_BLANK}]", blank)}
_PLAIN |= dict.fromkeys(map(ord, "\r\u2028\u2029"), "\n")

# Most text needs none of this: one character class finds the few places that may.
_SUSPECT = re.compile(f"[{_MARKS}{_TATWEEL}{_INVISIBLE}{_BLANK}\x00-\x08\x0e-\x1b\x7f\r\u2028\u2029{_PRESENTATION}&_]")

# Marks that belong to the letter before them and so to a mention that ends with it.
_TRAILING = frozenset(filter(re.compile(f"[{_MARKS}{_TATWEEL}]").match, map(chr, range(0x600, 0x700))))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Clean offsets to raw offsets: runs over which the distance between the two is constant.

    ``clean_starts`` and ``raw_starts`` are parallel and sorted; a run reaches to the next one.
    """

    clean_starts: tuple[int, ...]
    raw_starts: tuple[int, ...]

    def raw(self, offset: int) -> int:
        """Raw offset of the character that became the clean character ``offset``."""
        run = bisect_right(self.clean_starts, offset) - 1
        return self.raw_starts[run] + offset - self.clean_starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the clean stretch ``start..end`` (not empty)."""
        starts = self.clean_starts
        run = bisect_right(starts, start) - 1
        last = run if run + 1 == len(starts) or end <= starts[run + 1] else bisect_right(starts, end - 1, run) - 1
        return self.raw_starts[run] + start - starts[run], self.raw_starts[last] + end - starts[last]


def clean(raw: str) -> tuple[str, OffsetMap]:
    """Clean text and the map back, for the decoded text ``raw``.

    >>> text, offsets = clean("قُتِلَ")
    >>> text, offsets.raw(1)
    ('قتل', 2)
    """
    pieces: list[str] = []
    clean_starts, raw_starts = [0], [0]
    length = done = 0
    for match in _specials(raw):
        kept = raw[done : match.start()]
        pieces.append(kept)
        length += len(kept)
        new = _replacement(match)
        done = match.end()
        if len(new) == done - match.start():
            pieces.append(new)
            length += len(new)
            continue
        for character in new:  # an expansion: each of its characters comes from the same raw one
            clean_starts.append(length)
            raw_starts.append(match.start())
            pieces.append(character)
            length += 1
        clean_starts.append(length)
        raw_starts.append(done)
    if not pieces:
        return raw, OffsetMap((0,), (0,))
    pieces.append(raw[done:])
    return "".join(pieces), OffsetMap(tuple(clean_starts), tuple(raw_starts))


def _specials(raw: str) -> Iterator[re.Match[str]]:
    suspect = _SUSPECT.search(raw)
    while suspect:
        match = _SPECIAL.match(raw, suspect.start())
        if match:
            yield match
        suspect = _SUSPECT.search(raw, match.end() if match else suspect.end())


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "drop":
        return ""
    if kind == "tatweel_dash":  # 40ـ50 is a range
        return "-"
    if kind == "line":
        return "\n"
    if kind == "form":
        return unicodedata.normalize("NFKC", match.group()).translate(_MARKS_OFF)
    if kind == "entity":
        plain = html.unescape(match.group())
        return " " if plain == match.group() or not plain.isprintable() else clean(plain)[0]
    return " "


_MARKS_OFF = {ord(mark): None for mark in (*araby.TASHKEEL, _TATWEEL)}

_FOLDS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېۍ", "ي"),
    **dict.fromkeys("ةۀہھەۃ", "ه"),
    "ک": "ك",
    # Letters for sounds that Arabic lacks, as names are also written with the nearest Arabic letter (ڨابس, قابس).
    **dict(zip("ڨڤپچژ", "قفبجز", strict=True)),
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(c): chr(c + 32) for c in range(ord("A"), ord("Z") + 1)},
}
_FOLD_TABLE = str.maketrans(_FOLDS)


def fold(text: str) -> str:
    """``text`` with spellings made comparable, of the same length. For matching only, never for display.

    >>> fold("إدلب الحسكة ٢٠١٦")
    'ادلب الحسكه 2016'
    """
    return text.translate(_FOLD_TABLE)


def trailing_marks(raw: str, end: int) -> int:
    """``end`` moved over the marks that sit on the last letter before it."""
    while end < len(raw) and raw[end] in _TRAILING:
        end += 1
    return end


def rebuilt(raw: str, offsets: OffsetMap) -> str:
    """What ``raw`` and its map say of the clean text: all of it, unless what was replaced is no blank and no line end.

    >>> rebuilt("a\u00a0b", clean("a\u00a0b")[1])
    'a b'
    """
    lengths = [stop - start for start, stop in pairwise(offsets.clean_starts)]
    pieces = [raw[start : start + length] for start, length in zip(offsets.raw_starts, lengths, strict=False)]
    return "".join((*pieces, raw[offsets.raw_starts[-1] :])).translate(_PLAIN)
