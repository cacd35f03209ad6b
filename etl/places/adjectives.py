"""Countries whose name is an adjective as well (السعودية, مالي): the tree of the sentence says which it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from etl.documents import PlaceMention
from etl.syntax.trees import Trees
from etl.tables import read_csv
from etl.text import fold


def no_adjectives(places: Iterable[PlaceMention], trees: Trees) -> Iterator[PlaceMention]:
    """``places`` without adjectives of nouns: البنوك السعودية names no country."""
    words = trees.text.words
    for place in places:
        if (
            place.stop - place.first > 1
            or not _may_describe(words, place.first)
            or trees.at(place.first).modified(place.first) < 0
        ):
            yield place


def _may_describe(words: list[str], i: int) -> bool:
    """Word ``i`` is an adjective as well; one with the ending of the accusative only behind a noun that has it too."""
    if words[i] in _homonyms():
        return True
    return words[i] in _accusatives() and i > 0 and words[i - 1].endswith("ا") and not words[i - 1].startswith("ال")


@cache
def _homonyms() -> frozenset[str]:
    """Folded names of countries that are a form of an adjective of nationality."""
    stems = _stems()
    return _states() & {fold(article + stem + end) for stem in stems for article in ("", "ال") for end in ("", "ة")}


@cache
def _accusatives() -> frozenset[str]:
    """Those that are one in the accusative: صاروخا روسيا."""
    return _states() & {fold(stem + "ا") for stem in _stems()}


def _stems() -> list[str]:
    return [row["nisba"] for row in read_csv("nisbas.csv") if row["nisba"]]


@cache
def _states() -> frozenset[str]:
    """Folded names of the countries."""
    names = {row["names"] + "|" + row["weak"] for row in read_csv("places_reviewed.csv") if row["feature"] == "country"}
    return frozenset(fold(name) for listed in names for name in listed.split("|"))
