"""Where a name begins inside its first word: وبحلب is و + ب + حلب, but باريس is no ب + اريس."""

from __future__ import annotations

from collections.abc import Mapping

from etl.text import NAME_PROCLITICS, splits

_FIRST_LETTERS = frozenset(letters[0] for letters in NAME_PROCLITICS)


def proclitic(word: str, known: Mapping[str, int]) -> int:
    """Length of the proclitic of the folded ``word``, the first of a name; 0 where it has none.

    ``known`` says how often a word was seen to begin a name (as a logarithm): a letter is cut off only where the rest
    begins names more often than the whole.

    >>> proclitic("وحلب", {"حلب": 5, "وحلب": 2})
    1
    >>> proclitic("باريس", {"باريس": 5})
    0
    """
    if word[0] not in _FIRST_LETTERS:
        return 0
    best, most = 0, known.get(word, 0)
    for length, stem in splits(word, NAME_PROCLITICS):
        count = known.get(stem, 0)
        if count > most:
            best, most = length, count
    return best
