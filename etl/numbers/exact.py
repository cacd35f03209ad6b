"""Exact arithmetic: what a text writes in decimals or parts stays a fraction until it is a number of the output."""

from __future__ import annotations

from fractions import Fraction

#: A value under way: whole numbers are int, all else exact fractions.
Exact = int | Fraction


def plain(value: Exact | float) -> int | float:
    """``value`` as the output has it: an int where it is whole, else rounded to nine decimals.

    >>> plain(Fraction("16.6") * 10**9), plain(Fraction(1, 3))
    (16600000000, 0.333333333)
    """
    if isinstance(value, int):
        return value
    return int(value) if value == int(value) else round(float(value), 9)


#: No part of a whole that a text names is finer.
_PARTS = 1000


def exact(value: float) -> Exact:
    """What a value of the output stood for: :func:`plain` undone, whose nine decimals stand for a part in words.

    >>> exact(0.25), exact(0.666666667)
    (Fraction(1, 4), Fraction(2, 3))
    """
    if isinstance(value, int):
        return value
    written = Fraction(str(value))
    part = written.limit_denominator(_PARTS)
    return part if plain(part) == value else written


def times(value: float, factor: int) -> int | float:
    """A value of the output multiplied without the dust of binary fractions.

    >>> times(1.1, 1000000)
    1100000
    """
    return plain(exact(value) * factor)
