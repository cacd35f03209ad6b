"""What a pure function says of each word, computed once for the vocabulary and not once for each token."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress, count
from typing import TypeVar

T = TypeVar("T")

# What some twenty thousand articles hold, and a bound for years of running: each memory starts over at so many words.
_REMEMBERED = 100_000
# Longer than any word: what comes without a space may be a whole text.
_LONGEST = 40


class Memo(dict[str, T]):
    """Word to what ``of`` says of it, computed when first asked for; starts over when it is full.

    >>> Memo(len)["abc"]
    3
    """

    def __init__(self, of: Callable[[str], T]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, word: str) -> T:
        found = self._of(word)
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


def positions(known: Callable[[str], object], words: Iterable[str], first: int = 0) -> list[int]:
    """Positions, counted from ``first``, of those ``words`` for which ``known`` returns anything true.

    Give it the look-up of a table (``table.get``): it is the cheapest way to pass over the words that no table knows.

    >>> positions({"2016": "year"}.get, ["in", "2016", "and"])
    [1]
    """
    return list(compress(count(first), map(known, words)))
