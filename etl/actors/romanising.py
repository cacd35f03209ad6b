"""Arabic names in Latin letters, as the agencies write them: for people whom no table knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from etl.tables import read_csv

# Letter for letter, where the word is in no table; short vowels are not written in Arabic and stay out.
_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h o i".split(),
        strict=True,
    )
) | {"ء": "", "ئ": "i", "ؤ": "o", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g"}


@cache
def _table() -> dict[str, str]:
    return {row["word"]: row["latin"] for row in read_csv("name_romanisations.csv")}


def romanise(words: Sequence[str]) -> str:
    """The folded ``words`` of a name in Latin letters.

    >>> romanise(["محمد", "حسن"])
    'Mohammed Hassan'
    >>> romanise(["عبد", "الرحمن", "بن", "علي"])
    'Abdul Rahman bin Ali'
    """
    return " ".join(_word(word) for word in _compounds(words))


def _compounds(words: Sequence[str]) -> Iterator[str]:
    """``words``, with those after عبد joined to it: they are one name."""
    servant = False
    for word in words:
        if servant:
            yield "عبد" + word
        elif word != "عبد":
            yield word
        servant = word == "عبد"
    if servant:
        yield "عبد"


def _word(word: str) -> str:
    known = _table().get(word)
    if known:
        return known
    if word.startswith("عبدال") and len(word) > 6:
        return "Abdul " + (_table().get(word[5:]) or _spelt(word[5:]))
    if word.startswith("ال") and len(word) > 4:
        bare = _table().get(word[2:])
        return "al-" + (bare or _spelt(word[2:]))
    return _spelt(word)


def _spelt(word: str) -> str:
    ending = "a" if word.endswith("ه") and len(word) > 2 else ""
    letters = "".join(_LETTERS.get(letter, letter) for letter in (word[:-1] if ending else word)) + ending
    return letters.capitalize()
