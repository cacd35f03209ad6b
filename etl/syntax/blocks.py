"""Features in two parts, the owner and the rest: found without putting text together, and passed over by the block.

Most features of a decision speak of a few words (the lemma on top of the stack) with something else. A model whose
weights know nothing of such an owner skips all its features with one look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Key = str | tuple[str, ...]
T = TypeVar("T")


class Blocks(Generic[T]):
    """What a model says of each feature, by owner.

    ``sizes``: how many features each owner has, in order. ``leaves``: what is said, by the name of the feature.
    """

    def __init__(self, sizes: Sequence[int], leaves: Mapping[str, T], nothing: T) -> None:
        self._nothing = (nothing,) * sum(sizes)
        self._blocks: list[tuple[dict[Key, tuple[dict[Key, T], ...]], tuple[dict[Key, T], ...]]] = [
            ({}, tuple({} for _ in range(size))) for size in sizes
        ]
        place = [(block, n) for block, size in enumerate(sizes) for n in range(size)]
        for feature, leaf in leaves.items():
            number, owner, rest = feature.split("|")
            block, n = place[int(number)]
            known, key = self._blocks[block][0], _key(owner)
            if key not in known:
                known[key] = tuple({} for _ in range(sizes[block]))
            known[key][n][_key(rest)] = leaf

    def __call__(self, owners: Sequence[Key], rests: Sequence[Key]) -> list[T]:
        """What is said of the features that are known."""
        tables: list[dict[Key, T]] = []
        for (block, unknown), owner in zip(self._blocks, owners, strict=True):
            tables += block.get(owner, unknown)
        return list(map(dict.get, tables, rests, self._nothing))


def names(sizes: Sequence[int], owners: Sequence[Key], rests: Sequence[Key]) -> Iterator[str]:
    """The features by name, ``N|owner|rest``: as a file of weights holds them."""
    every = (owner for owner, size in zip(owners, sizes, strict=True) for _ in range(size))
    for n, (owner, rest) in enumerate(zip(every, rests, strict=True)):
        yield f"{n}|{_text(owner)}|{_text(rest)}"


def _text(key: Key) -> str:
    return key if isinstance(key, str) else "&".join(key)


def _key(text: str) -> Key:
    return tuple(text.split("&")) if "&" in text else text
