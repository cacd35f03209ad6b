"""Proclitics: recognised, never cut off blindly.

A split is only a possibility; it counts where the stem is found in a lexicon (وزير is no و + زير because زير is in
none). The closed set follows the descriptions of Arabic clitics in Habash, "Introduction to Arabic Natural Language
Processing" (2010), chapter 4.
"""

from __future__ import annotations

from functools import lru_cache

#: Conjunction, preposition and both: what may stand before a name.
NAME_PROCLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"})


@lru_cache(maxsize=50_000)
def splits(word: str, proclitics: frozenset[str] = NAME_PROCLITICS) -> tuple[tuple[int, str], ...]:
    """Ways to read the folded ``word`` as proclitic + stem: (length of the proclitic, stem), shortest first.

    لل stands for ل + ال: the stem gets its article back and the proclitic is one letter long.

    >>> splits("للموصل")
    ((1, 'لموصل'), (1, 'الموصل'))
    >>> splits("وبحلب")
    ((1, 'بحلب'), (2, 'حلب'))
    """
    found: list[tuple[int, str]] = []
    for length in (1, 2):
        if len(word) - length < 2 or word[:length] not in proclitics:
            continue
        stem = word[length:]
        found.append((length, stem))
        if word[length - 1] == "ل" and stem[0] == "ل":
            found.append((length, "ا" + stem))
    return tuple(found)
