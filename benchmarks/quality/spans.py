"""Counts of what is right, and when two spans or two names are the same.

precision  what the coder gives and is right, of all that it gives: of 100 rows so many are right
recall     what the gold has and the coder finds, of all that the gold has: of 100 facts so many are found
F1         their harmonic mean
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Span = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``given`` answers hold, ``found`` of ``wanted`` facts are among them."""

    right: int = 0
    given: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.given + other.given, self.found + other.found, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


#: What English calls the same body by.
_SAME = (
    ("armed forces", "army"),
    ("administration", "government"),
    ("authorities", "government"),
    ("council of ministers", "cabinet"),
    ("national assembly", "parliament"),
    ("us", "united states"),
)


def over(a: Span, b: Span) -> bool:
    """Whether they have a character in common."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def same_name(gold: str, given: str | None) -> bool:
    """Whether two romanised names share at least half the words of the longer one, whatever the spelling of vowels.

    A second name in brackets or behind a comma stands for itself as well: Houthis (Ansar Allah).

    >>> same_name("Baqubah", "Ba'quba"), same_name("Russia", "Government of Russia"), same_name("Basra", "Mosul")
    (True, True, False)
    """
    return any(_alike(a, b) for a in _variants(gold) for b in _variants(given or ""))


def _variants(name: str) -> list[str]:
    return [name, *filter(str.strip, re.split(r"[(),]", name))]


def _alike(one: str, other: str) -> bool:
    a, b = _skeletons(one), _skeletons(other)
    return bool(a and b) and 2 * len(a & b) >= max(len(a), len(b))


def same_country(gold: str, country: str) -> bool:
    """Whether the name of an office says that it is of ``country``, by noun or adjective: French foreign minister.

    >>> same_country("French foreign minister", "France"), same_country("President of Iraq", "Iran")
    (True, False)
    """
    words, said = _skeletons(country), tuple(_skeletons(gold))
    return bool(words) and 2 * sum(any(s.startswith(word) for s in said) for word in words) >= len(words)


def _skeletons(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘ʿʾ`")
    for word, usual in _SAME:
        plain = re.sub(rf"\b{word}\b", usual, plain)
    words = [w for w in re.findall(r"[^\W\d_]+", plain) if w not in ("al", "el", "of", "the", "and", "in", "for")]
    return {_bones(word) or word for word in words}


def _bones(word: str) -> str:
    """Consonants alone, doubled ones once; q and k, g and j are one letter."""
    kept = re.sub(r"[aeiouyhw]", "", word).translate(str.maketrans("qg", "kj"))
    return re.sub(r"(.)\1+", r"\1", kept)
