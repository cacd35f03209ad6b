"""Whether a text is Arabic: the script is not enough, since Persian, Urdu and Kurdish share it."""

from __future__ import annotations

import re
import unicodedata

_SAMPLE_CHARS = 12_000
_ARABIC_SCRIPT = re.compile(r"[ء-يٱ-ە]+")
#: Letters in the form that they are drawn with, as old programs save them; the text layer undoes them.
_DRAWN = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
# Letters of other languages that Arabic newsrooms hardly write; گ چ پ ڤ occur in names, ی and ک in typed-over text.
_FOREIGN = re.compile(r"[پچژگٹڈڑںہھےۆێەڵڕڤټځڅډړږښڼۍې]")
_LETTER = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[ء-يٱ-ە]+")
_FUNCTION_WORDS = frozenset(
    "في من على الى إلى أن ان إن التي الذي عن مع هذا هذه بعد كان كانت قال قد لم لا ما بين أو او كما ذلك هو هي".split()
)

# Persian may go without any letter of its own but the dotless yeh, which Arabic text typed in Iran has, too.
_PERSIAN_WORDS = frozenset("در از که را با این است شد شده کرد کردند می های برای خود بود باید یک".split())


def is_arabic(text: str) -> bool:
    """Whether the larger part of the letters is Arabic script and its words are those of Arabic."""
    sample = text[:_SAMPLE_CHARS]
    if _DRAWN.search(sample):
        sample = unicodedata.normalize("NFKC", sample)
    script = sum(map(len, _ARABIC_SCRIPT.findall(sample)))
    letters = sum(map(len, _LETTER.findall(sample)))
    if script * 2 <= letters:
        return False
    words = _WORD.findall(sample)
    persian = sum(word in _PERSIAN_WORDS for word in words) if "ی" in sample else 0
    if len(_FOREIGN.findall(sample)) * 50 < script and persian * 12 < len(words):
        return True
    known: int = sum(word in _FUNCTION_WORDS or word.startswith("ال") for word in words)
    return known > len(words) / 8
