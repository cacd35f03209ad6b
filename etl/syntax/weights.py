"""The tagger and the parser that ship, with the weights of ``seeds/syntax``."""

from __future__ import annotations

from functools import cache

from etl.linear import load
from etl.syntax.parsing import MOVES, Parser
from etl.syntax.tagging import Tagger


@cache
def tagger() -> Tagger:
    """The fitted tagger."""
    return Tagger(load("syntax/tags"))


@cache
def parser() -> Parser:
    """The fitted parser."""
    moves = {
        f: (r.get(MOVES[0], 0.0), r.get(MOVES[1], 0.0), r.get(MOVES[2], 0.0)) for f, r in load("syntax/moves").items()
    }
    return Parser(moves, load("syntax/relations"))
