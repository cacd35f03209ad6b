"""Bytes to text, with the encoding named and a stated confidence.

Order of evidence: byte order mark, UTF-8 that decodes strictly, the charset that the file declares, and last a
choice between the Arabic code pages by the words that each of them would make of the bytes. The encodings differ
so much in where they put the letters that only the right one yields common Arabic words; see ``docs/ingest.md``
for what was measured.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from etl.ingest.mojibake import is_mojibake, repair
from etl.ingest.refusal import Refusal

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# charset-normalizer does not know MacArabic.
_SECOND_OPINION = ["cp1256", "iso8859_6", "cp720"]
#: Of the share of known words: honest text has 0.2 to 0.4, other languages and noise 0.
_LEAST_PLAUSIBLE = 0.05
_LEAST_CONFIDENT = 0.7
#: Known words; fewer may be chance.
_LEAST_KNOWN = 2
# Labels that say nothing about Arabic: servers send them for whatever they have.
_EMPTY_LABELS = {"ascii", "iso8859-1", "cp1252", "latin-1"}
# The most frequent words of Arabic newswire; any three lines of news hold several.
_COMMON = frozenset("في من على إلى الى أن ان التي الذي عن مع هذا هذه بعد كان قال بين ما لا كما أو او إن خلال".split())
_WORD = re.compile(r"[ء-ي]+")
# A Latin letter with an accent beside an Arabic one: the mark of a wrong code page.
_MIXED = re.compile(r"[ء-ي][\u00c0-\u024f×÷]|[\u00c0-\u024f×÷][ء-ي]")
_C1 = re.compile(r"[\x80-\x9f]")
_UNDECODED = re.compile("[\udc80-\udcff]")
_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """``confidence`` is 1 where the encoding is proven or declared and fits, less where it was inferred."""

    text: str
    encoding: str
    confidence: float


def byte_order_mark(head: bytes) -> str | None:
    """The encoding that a byte order mark at the start of ``head`` states."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def wide_encoding(head: bytes) -> tuple[str, float] | None:
    """UTF-16 or UTF-32 with a byte order mark, or UTF-16 of Arabic without one: every other byte is 0x00 or 0x06."""
    marked = byte_order_mark(head)
    if marked in ("utf-16", "utf-32"):
        return marked, 1.0
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 8:
        return None
    for high, name in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        # Letters 06xx, spaces and markup 00xx; an archive's header has zeros as well.
        arabic = high.count(0x06)
        if arabic > len(high) / 8 and arabic + high.count(0x00) > len(high) * 0.9:
            return name, 0.95
    return None


def decode(data: bytes, declared: str | None = None, *, tolerant: bool = False) -> Decoded:
    """The text of ``data``; ``declared`` is the charset that the file or its sender names.

    Where ``tolerant``, a byte of damaged UTF-8 becomes half of a surrogate pair, for :func:`check_decoded` to find in
    the one item of many that holds it.
    Raises Refusal ``undecodable`` where no encoding is certain enough, ``mojibake`` where the text was decoded
    wrongly before it was saved and the damage cannot be undone with certainty.
    """
    decoded = _decode(data, declared, "surrogateescape" if tolerant else "strict")
    if not is_mojibake(decoded.text):
        return decoded
    repaired = repair(decoded.text)
    if repaired is None:
        raise Refusal("mojibake", f"text reads {decoded.text.strip()[:40]!r} and cannot be repaired with certainty")
    return Decoded(repaired.text, f"{decoded.encoding} repaired from {repaired.encoding}", 0.9)


def check_decoded(text: str) -> None:
    """Raises Refusal ``undecodable`` where ``text`` holds a byte that is no character."""
    found = _UNDECODED.search(text)
    if found:
        raise Refusal("undecodable", f"damaged UTF-8: byte {ord(found[0]) - 0xDC00:#x} at character {found.start()}")


def _decode(data: bytes, declared: str | None, errors: str) -> Decoded:
    marked = byte_order_mark(data)
    if marked:
        try:
            utf8 = marked == "utf-8-sig"
            return Decoded(data.decode(marked, errors if utf8 else "strict"), marked.removesuffix("-sig"), 1.0)
        except UnicodeDecodeError as error:
            raise Refusal("undecodable", f"byte order mark of {marked}, but {_why(error)}") from error
    wide = wide_encoding(data[:_SAMPLE_BYTES])
    if wide:
        try:
            return Decoded(data.decode(wide[0]), *wide)
        except UnicodeDecodeError as error:
            raise Refusal("undecodable", f"looks like {wide[0]}, but {_why(error)}") from error
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError as error:
        broken = error
    if _mostly_utf8(data):
        if errors == "strict":
            raise Refusal("undecodable", f"damaged UTF-8: {_why(broken)}")
        return Decoded(data.decode("utf-8", errors), "utf-8", 1.0)
    return _by_declaration(data, declared) or _by_code_page(data)


def _mostly_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 with damage: a single-byte Arabic file has hardly a valid sequence in it."""
    text = data[: _SAMPLE_BYTES * 4].decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - damaged
    return whole > 2 * damaged


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name if declared else "ascii"
        if name in _EMPTY_LABELS:
            return None
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return Decoded(text, name.replace("cp1256", "windows-1256"), 1.0) if plausibility(text) > 0 else None


def _by_code_page(data: bytes) -> Decoded:
    """The Arabic code page under which most of the words are words; the margin over the next one is the confidence.

    charset-normalizer gives a second opinion; a close race that it calls for another page is refused.
    """
    sample = data[:_SAMPLE_BYTES]
    scores: list[tuple[float, str]] = []
    for name in _code_pages(sample):
        try:
            scores.append((plausibility(sample.decode(name)), name))
        except UnicodeDecodeError:
            continue
    # Stable: between equals the earlier in the list stands.
    scores.sort(key=lambda pair: -pair[0])
    if not scores or scores[0][0] < _LEAST_PLAUSIBLE:
        raise Refusal("undecodable", "neither UTF-8 nor any Arabic code page yields Arabic words")
    best, name = scores[0]
    rivals = [(score, other) for score, other in scores[1:] if not _same_letters(sample, name, other)]
    margin = best - (rivals[0][0] if rivals else 0.0)
    second = from_bytes(sample, cp_isolation=_SECOND_OPINION).best()
    agreed = second is not None and _same_letters(sample, name, second.encoding)
    confidence = round(min(0.99, (0.8 if agreed else 0.5) + margin), 2)
    if confidence < _LEAST_CONFIDENT:
        raise Refusal("undecodable", f"{name} and another code page are equally likely")
    try:
        return Decoded(data.decode(name), name, confidence)
    except UnicodeDecodeError as error:
        raise Refusal("undecodable", f"looks like {name}, but {_why(error)}") from error


def _code_pages(sample: bytes) -> tuple[str, ...]:
    """In the order of use. MacArabic writes the space between Arabic words as A0, which is rare anywhere else."""
    pages = ("windows-1256", "iso-8859-6", "mac-arabic", "cp720")
    return tuple(reversed(pages)) if sample.count(0xA0) > sample.count(0x20) else pages


def _same_letters(sample: bytes, one: str, other: str) -> bool:
    words = [_WORD.findall(sample.decode(name, errors="ignore")) for name in (one, other)]
    return words[0] == words[1]


def plausibility(text: str) -> float:
    """Share of frequent words and of those with the article, less what mixes Arabic with Latin letters."""
    sample = text[:_SAMPLE_BYTES]
    words = _WORD.findall(sample)
    if not words or len(_C1.findall(sample)) > len(words) / 20:
        return 0.0
    frequent = sum(word in _COMMON for word in words)
    definite = sum(word.startswith("ال") and len(word) > 3 for word in words)
    if frequent + definite < _LEAST_KNOWN:
        return 0.0
    known = frequent + 0.5 * definite
    pure = len(words) / (len(words) + 2 * len(_MIXED.findall(sample)))
    return float(known / len(words) * pure)


def _why(error: UnicodeDecodeError) -> str:
    return f"{error.reason} at byte {error.start}"
