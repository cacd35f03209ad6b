"""Features in two parts, the owner and the rest: found without putting text together, and passed over by the block.

Most features of a decision speak of a few words (the lemma on top of the stack) with something else. A model whose
weights know nothing of such an owner skips all its features with one look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from sys import intern
from typing import Generic, TypeVar

Key = str | tuple[str, ...]
T = TypeVar("T")
#: For each feature of an owner what is said of it, by the rest of the feature.
Tables = tuple[dict[Key, T], ...]


class Blocks(Generic[T]):
    """What a model says of each feature, by owner.

    ``sizes``: how many features each owner has, in order. ``leaves``: what is said, by the name of the feature.
    """

    def __init__(self, sizes: Sequence[int], leaves: Mapping[str, T], nothing: T) -> None:
        self._nothing = (nothing,) * sum(sizes)
        #: For each owner by its place: what is known of it, and the tables of one of whom nothing is.
        self._known: list[dict[Key, Tables[T]]] = [{} for _ in sizes]
        self._unknown: list[Tables[T]] = [({},) * size for size in sizes]
        place = [(block, n) for block, size in enumerate(sizes) for n in range(size)]
        key = cache(_key)
        for feature, leaf in leaves.items():
            number, *parts = feature.split("|")
            owner, rest = map(key, parts)
            block, n = place[int(number)]
            known = self._known[block]
            if owner not in known:
                known[owner] = tuple({} for _ in range(sizes[block]))
            known[owner][n][rest] = leaf

    def __call__(self, owners: Sequence[Key], rests: Sequence[Key]) -> Iterator[T]:
        """What is said of each feature."""
        tables = chain.from_iterable(map(dict.get, self._known, owners, self._unknown))
        return map(dict.get, tables, rests, self._nothing)


def names(sizes: Sequence[int], owners: Sequence[Key], rests: Sequence[Key]) -> Iterator[str]:
    """The features by name, ``N|owner|rest``: as a file of weights holds them."""
    every = (owner for owner, size in zip(owners, sizes, strict=True) for _ in range(size))
    for n, (owner, rest) in enumerate(zip(every, rests, strict=True)):
        yield f"{n}|{_text(owner)}|{_text(rest)}"


def _text(key: Key) -> str:
    return key if isinstance(key, str) else "&".join(key)


def _key(text: str) -> Key:
    """Of interned text, as that of nodes is: what is equal is the same, and no letters are compared."""
    return tuple(map(intern, text.split("&"))) if "&" in text else intern(text)
