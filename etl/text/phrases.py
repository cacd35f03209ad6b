"""Finding the phrases of a table in a text: the one mechanism behind gazetteer, actors, triggers and qualifiers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from etl.text.cleaning import fold
from etl.text.clitics import NAME_PROCLITICS, splits
from etl.text.memo import Memo, positions
from etl.text.model import Text

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """Tokens ``first..stop`` are a phrase of the table, after ``prefix`` code points of proclitic."""

    first: int
    stop: int
    prefix: int
    values: tuple[T, ...]


class PhraseTable(Generic[T]):
    """Phrases of one or more words, each with one or more values, matched on folded words.

    The first word may carry a proclitic of ``proclitics``. Time is linear in the text and does not depend on the
    number of phrases.

    >>> from etl.text import read_text
    >>> table = PhraseTable([("الأمم المتحدة", "UN")])
    >>> [(hit.prefix, hit.values) for hit in table.find(read_text("وقال للأمم المتحدة"))]
    [(1, ('UN',))]
    """

    def __init__(self, entries: Iterable[tuple[str, T]], proclitics: frozenset[str] = NAME_PROCLITICS) -> None:
        self._proclitics = proclitics
        self._phrases: dict[tuple[str, ...], tuple[T, ...]] = {}
        # First two words of the longer phrases -> their lengths, and the first words alone.
        lengths: dict[tuple[str, ...], set[int]] = {}
        self._first: set[str] = set()
        listed = list(entries)
        # Folded in one go: many times faster than phrase by phrase.
        folded = fold("\n".join(phrase.replace("\n", " ") for phrase, _ in listed)).split("\n")
        for phrase, (_, value) in zip(folded, listed, strict=False):  # an empty table still folds to one empty phrase
            words = tuple(phrase.split())
            known = self._phrases.get(words, ())
            if value not in known:
                self._phrases[words] = (*known, value)
                if len(words) > 1:
                    self._first.add(words[0])
                    lengths.setdefault(words[:2], set()).add(len(words))
        self._lengths = {pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in lengths.items()}
        # word -> its readings as first word of a phrase: (prefix, first word, values of that word alone)
        self._readings = Memo(self._read)

    def __len__(self) -> int:
        return len(self._phrases)

    def get(self, phrase: str) -> tuple[T, ...]:
        """Values of exactly this phrase, without proclitics."""
        return self._phrases.get(tuple(fold(phrase).split()), ())

    def _read(self, word: str) -> tuple[tuple[int, str, tuple[T, ...] | None], ...]:
        possible = ((0, word), *splits(word, self._proclitics))
        readings = ((prefix, stem, self._phrases.get((stem,))) for prefix, stem in possible)
        return tuple(reading for reading in readings if reading[2] is not None or reading[1] in self._first)

    def at(self, words: list[str], i: int, stop: int | None = None) -> Hit[T] | None:
        """Longest phrase that begins at token ``i`` and ends before ``stop``; of two alike, the shorter proclitic."""
        limit = len(words) if stop is None else stop
        following = words[i + 1] if i + 1 < limit else ""
        best: Hit[T] | None = None
        for prefix, stem, alone in self._readings[words[i]]:
            for size in self._lengths.get((stem, following), ()):
                if best is not None and size <= best.stop - i:
                    break
                values = self._phrases.get((stem, *words[i + 1 : i + size])) if i + size <= limit else None
                if values is not None:
                    best = Hit(i, i + size, prefix, values)
                    break
            else:
                if best is None and alone is not None:
                    best = Hit(i, i + 1, prefix, alone)
        return best

    def find(self, text: Text, first: int = 0, stop: int | None = None) -> list[Hit[T]]:
        """All phrases among tokens ``first..stop``, leftmost and longest first, without overlap."""
        hits: list[Hit[T]] = []
        limit = len(text.words) if stop is None else stop
        done = first
        for i in positions(self._readings.__getitem__, text.words[first:limit], first):
            hit = self.at(text.words, i, limit) if i >= done else None
            if hit is not None:
                hits.append(hit)
                done = hit.stop
        return hits
