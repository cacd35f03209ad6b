"""The number grammar: digits, words and their mixtures, shared by figures and dates."""

from __future__ import annotations

from etl.documents import Number
from etl.text import Text


def find_numbers(text: Text) -> tuple[Number, ...]:
    """All numbers of ``text``, sorted, without overlap."""
    return ()
