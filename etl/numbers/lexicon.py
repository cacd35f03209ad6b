"""Number words with every proclitic and article they may carry, so that a token costs one look-up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from etl.tables import read_csv
from etl.text import fold

#: Conjunctions and prepositions that are written joined to a number word.
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
#: Proclitic and article together -> the proclitic; لل is ل + ال.
_ARTICLES = {
    "ال": "", "وال": "و", "فال": "ف", "بال": "ب", "وبال": "وب", "كال": "ك", "لل": "ل", "ولل": "ول", "فلل": "فل",
}  # fmt: skip


class Lexeme(NamedTuple):
    """One reading of a token as a number word."""

    role: str
    value: int
    #: Proclitics without the article: "", "و", "ب", ...
    clitic: str
    definite: bool


def _forms() -> Iterator[tuple[str, Lexeme]]:
    base = [(fold(row["word"]), row["role"], int(row["value"])) for row in read_csv("numbers.csv")]
    for clitic in _PROCLITICS:
        for word, role, value in base:
            yield clitic + word, Lexeme(role, value, clitic, False)
    for article, clitic in _ARTICLES.items():
        for word, role, value in base:
            yield article + word, Lexeme(role, value, clitic, True)


@cache
def lexicon() -> dict[str, Lexeme]:
    """Folded word -> its reading; where two compete, the one with the shorter proclitic."""
    words: dict[str, Lexeme] = {}
    homographs = guard("homograph")
    for word, lexeme in _forms():
        if word not in homographs:
            words.setdefault(word, lexeme)
    return words


@cache
def guard(name: str) -> frozenset[str]:
    """The folded words of one guard of ``seeds/numbers_guards.csv``."""
    return frozenset(fold(row["word"]) for row in read_csv("numbers_guards.csv") if row["guard"] == name)


def has_article(word: str) -> bool:
    """Whether the folded ``word`` is a number word with its article."""
    lexeme = lexicon().get(word)
    return lexeme is not None and lexeme.definite
