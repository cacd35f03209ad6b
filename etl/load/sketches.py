"""Sketches of texts: near-identical ones are found without comparing all with all (MinHash and bands)."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache, lru_cache

import numpy as np

from etl.text import Text

PERMUTATIONS = 128
#: Bands of so many rows: texts of similarity 0.85 share one with a probability of 0.99 (0.8: 0.95), of 0.3 with one of
#: 0.001. What shares a band is looked at, so with many texts written after one pattern this decides on the speed.
ROWS = 8
#: Texts of this similarity or more count as nearly the same.
THRESHOLD = 0.8
#: Shorter texts say too little to be told apart.
_LEAST_WORDS = 12


def sketch(text: Text) -> tuple[list[int], list[int]] | None:
    """(signature, bands) of ``text``, or None where it is too short; signed 32-bit and 64-bit integers."""
    words = text.words
    if len(words) < _LEAST_WORDS:
        return None
    hashes = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    triples = (hashes[:-2] * np.uint64(0x9E3779B1) + hashes[1:-1] * np.uint64(0x85EBCA77) + hashes[2:]) >> np.uint64(16)
    factors, summands = _permutations()
    values = (_mixed(triples.astype(np.uint32))[:, np.newaxis] * factors + summands).min(axis=0)
    bands = [_band(n, values[n : n + ROWS].tobytes()) for n in range(0, PERMUTATIONS, ROWS)]
    return (values.astype(np.int64) - 2**31).tolist(), bands


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode())


def _mixed(values: np.ndarray) -> np.ndarray:
    """The finaliser of MurmurHash3, one to one on 32 bits: every bit of a value moves every other."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    mixed: np.ndarray = values ^ (values >> np.uint32(16))
    return mixed


def _band(number: int, rows: bytes) -> int:
    digest = hashlib.blake2b(bytes([number]) + rows, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@cache
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Of each permutation of the 32-bit integers what it multiplies by, an odd number, and what it adds.

    As datasketch 2.0 draws them ("affine32"), with which the first signatures were made. NumPy keeps the sequence of
    this generator for good (NEP 19).
    """
    draw = np.random.RandomState(1)
    halves = draw.randint(0, 2**31, PERMUTATIONS, dtype=np.uint32)
    return halves * np.uint32(2) + np.uint32(1), draw.randint(0, 2**32, PERMUTATIONS, dtype=np.uint32)
