"""Figures: numbers with qualifier, unit, counted noun, kind and flow."""

from __future__ import annotations

from etl.documents import Figure, Number, TimeExpression
from etl.figures.finder import Finder
from etl.syntax.trees import Trees
from etl.text import Text


def find_figures(
    text: Text, numbers: tuple[Number, ...], dates: tuple[TimeExpression, ...], trees: Trees | None = None
) -> tuple[Figure, ...]:
    """All figures of ``text``, sorted by start; a number inside a time expression is none, unless it is an age.

    ``trees`` are those of ``text``, asked only where words leave open what happened to those counted; without them it
    stays open.

    >>> from etl.numbers import find_numbers
    >>> from etl.text import read_text
    >>> text = read_text("مقتل ما لا يقل عن مئة عنصر")
    >>> [(f.text, f.low, f.qualifier, f.kind) for f in find_figures(text, find_numbers(text), ())]
    [('ما لا يقل عن مئة عنصر', 100, 'at_least', 'killed')]
    """
    return Finder(text, numbers, dates, trees).figures()
