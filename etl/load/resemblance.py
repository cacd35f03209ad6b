"""Which sketches resemble each other, and what hangs together through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import numpy as np

#: Two documents and the share of word sequences that they have in common.
Edge = tuple[str, str, float]

#: Pairs that are compared at once: 10 MB.
_AT_ONCE = 10_000


def edges(beside: Mapping[str, Set[str]], signatures: Mapping[str, list[int]], threshold: float) -> list[Edge]:
    """Every document with those ``beside`` it whose signature agrees with its own in ``threshold`` or more."""
    pairs = sorted({(min(one, other), max(one, other)) for one, others in beside.items() for other in others})
    if not pairs:
        return []
    row = {identifier: n for n, identifier in enumerate(signatures)}
    table = np.array(list(signatures.values()), dtype=np.int32)
    found: list[Edge] = []
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        left, right = table[[row[one] for one, _ in some]], table[[row[other] for _, other in some]]
        shares = (left == right).mean(axis=1)
        found += [(*some[n], float(shares[n])) for n in np.flatnonzero(shares >= threshold)]
    return found


def components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Every node of ``pairs`` with the smallest node that it is connected to.

    >>> components([("c", "b"), ("b", "a"), ("e", "d")])
    {'c': 'a', 'b': 'a', 'a': 'a', 'e': 'd', 'd': 'd'}
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in pairs:
        parent.setdefault(one, one)
        parent.setdefault(other, other)
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {node: root(node) for node in parent}
