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
        is_bare = place.stop - place.first == 1 and words[place.first] in _homonyms()
        if not (is_bare and trees.at(place.first).modified(place.first) >= 0):
            yield place


@cache
def _homonyms() -> frozenset[str]:
    """Folded names of countries that are a form of an adjective of nationality."""
    stems = [row["nisba"] for row in read_csv("nisbas.csv") if row["nisba"]]
    adjectives = {fold(article + stem + ending) for stem in stems for article in ("", "ال") for ending in ("", "ة")}
    names = {row["names"] + "|" + row["weak"] for row in read_csv("places_reviewed.csv") if row["feature"] == "country"}
    return frozenset(fold(name) for listed in names for name in listed.split("|")) & adjectives
