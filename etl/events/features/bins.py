"""Numbers as features: told apart where it matters, and together where it does not."""

from __future__ import annotations


def distance(words: int) -> str:
    """How far two words stand apart."""
    return str(words) if words < 4 else "4-6" if words < 7 else "7-12" if words < 13 else "13+"
