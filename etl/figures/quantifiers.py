"""Persons of whom there are many or some, without a number: عدد كبير من القتلى, العديد من النازحين, عدة أشخاص."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from etl.figures.lexicon import Noun, guard, nouns, quantifiers
from etl.figures.surroundings import HARMED, adjectives_after, joins_other
from etl.text import Text

#: What an Arabic plural is at the least.
SEVERAL = 3


class Quantified(NamedTuple):
    """Words for many or some from token ``first``, and the tokens of the noun that they quantify."""

    first: int
    #: Code points of the first token that are a proclitic.
    prefix: int
    noun: Noun
    counted: tuple[int, int]


def find_quantified(text: Text, taken: bytearray, spots: Iterable[int]) -> Iterator[Quantified]:
    """The phrases at the tokens ``spots``, outside of ``taken``, that quantify a plural of persons or households."""
    table, words = quantifiers(), text.words
    for i in spots:
        hit = table.at(words, i)
        if hit is None or taken[i]:
            continue
        stop, prefix = hit
        noun_at = stop + (stop < len(words) and words[stop] in guard("these"))
        noun = _plural(words, noun_at)
        if noun is not None and not any(taken[stop : noun_at + 1]):
            end = adjectives_after(words, noun_at + 1, noun)
            if joins_other(words, end, noun):  # عدد من القتلى والجرحى
                noun, end = noun._replace(kind=HARMED), end + 1
            yield Quantified(i, prefix, noun, (noun_at, end))


def _plural(words: list[str], i: int) -> Noun | None:
    noun = nouns().get(words[i]) if i < len(words) else None
    return noun if noun is not None and noun.number == "plural" and noun.unit != "count" else None
