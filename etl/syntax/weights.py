"""The tagger and the parser that ship, with the weights of ``seeds/syntax``."""

from __future__ import annotations

from functools import cache

from etl.linear import load
from etl.syntax.parsing import Moves, Parser, Relations
from etl.syntax.tagging import Tagger


@cache
def tagger() -> Tagger:
    """The fitted tagger."""
    return Tagger(load("syntax/tags"))


@cache
def parser() -> Parser:
    """The fitted parser."""
    return Parser(Moves(load("syntax/moves")), Relations(load("syntax/relations")))
