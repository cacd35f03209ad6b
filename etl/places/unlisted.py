"""Places that no table lists, by the noun before their name: حي الوحيلات, شارع الملك عبد الله, سد أربعات."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from etl.morphology.analysis import analyse
from etl.places.frames import frame_words, is_frame_word
from etl.tables import read_csv
from etl.text import Text, fold

# Full plurals are people (مخيم النازحين).
_PLURALS = ("ين", "ون")
# Roles of the words of a name that one more word follows.
_HEADS = frozenset({"kin", "head"})
_LEAST = 3


class Unlisted(NamedTuple):
    """The noun at token ``first`` behind ``prefix`` code points, its name ``name_first..name_stop``, up to ``stop``."""

    first: int
    prefix: int
    name_first: int
    name_stop: int
    stop: int
    feature: str


@dataclass(frozen=True, slots=True)
class _Noun:
    feature: str
    behind: str
    #: As the table writes it: his country (بلده) is no بلدة, and what led to something (وأدى) no وادي.
    written: str
    #: What is no name behind it.
    never: frozenset[str]


@cache
def name_parts() -> dict[str, str]:
    """What names of places begin with, folded -> its role in ``place_name_parts.csv``."""
    return {fold(row["word"]): row["role"] for row in read_csv("place_name_parts.csv")}


@cache
def everywhere() -> frozenset[str]:
    """Nouns, folded, of what every city has and calls alike."""
    return frozenset(fold(row["word"]) for row in read_csv("place_nouns.csv") if row["everywhere"])


@cache
def _table() -> dict[str, _Noun]:
    """The nouns, folded."""
    rows = list(read_csv("place_nouns.csv"))
    never = {r["word"]: frozenset(fold(word) for word in r["not"].split("|") if word) for r in rows}
    return {
        fold(word): _Noun(r["feature"], r["behind"], word, never["*"] | never[word])
        for r in rows
        if (word := r["word"]) != "*"
    }


@cache
def _readings() -> dict[str, tuple[int, _Noun]]:
    """The nouns as written, with each proclitic -> its length and the noun."""
    nouns = _table()
    proclitics = ("", "و", "ب", "ل", "ف", "وب", "ول")
    return {proclitic + word: (len(proclitic), noun) for word, noun in nouns.items() for proclitic in proclitics}


def is_noun(word: str) -> bool:
    """Whether the folded ``word`` is a noun of the table, with whatever proclitic."""
    return word in _readings()


def unlisted(text: Text, taken: set[int]) -> Iterator[Unlisted]:
    """Such places of ``text``, none of whose tokens is among ``taken``."""
    words, nouns = text.words, _readings()
    for i in [i for i, word in enumerate(words) if word in nouns]:
        prefix, noun = nouns[words[i]]
        stop = _name(text, i, noun)
        if not stop or not taken.isdisjoint(range(i, stop)):
            continue
        end = stop
        while end < len(words) and end - stop < 2 and words[end] in frame_words().after and text.gap(end - 1).isspace():
            end += 1
        yield Unlisted(i, prefix, i + 1, stop, end, noun.feature)


def _name(text: Text, i: int, noun: _Noun) -> int:
    """Where the name behind the noun at token ``i`` ends, 0 if none stands there."""
    words, count = text.words, len(text.words)
    if i + 1 >= count or text.gap(i) != " " or not text.clean.endswith(noun.written, text.starts[i], text.ends[i]):
        return 0
    word = words[i + 1]
    goes_on = i + 2 < count and text.gap(i + 1) == " " and words[i + 2].isalpha()
    parts = name_parts()
    if word in parts:
        if not goes_on or not _is_name(words[i + 2], noun):
            return 0
        is_longer = parts.get(words[i + 2]) in _HEADS and i + 3 < count and text.gap(i + 2) == " "
        return i + 3 + is_longer
    if noun.behind == "titled" or not _is_name(word, noun):
        return 0
    if word.endswith(_PLURALS) and word.startswith("ال"):
        return 0
    if noun.behind == "article" and word.startswith("ال"):
        return i + 2
    return 0 if analyse(text.clean[text.starts[i + 1] : text.ends[i + 1]]).known else i + 2


def _is_name(word: str, noun: _Noun) -> bool:
    """Whether ``word`` may be the name of such a place, or the last part of it."""
    is_arabic = word.isalpha() and not word.isascii()
    return is_arabic and len(word) >= _LEAST and word not in noun.never and not is_frame_word(word)
