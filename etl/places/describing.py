"""Capitals and states that are described and not named: العاصمة الجزائرية, العاصمة, المملكة."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from etl.places.evidence import Candidate
from etl.places.frames import Frame, frame
from etl.places.gazetteer import Place, capitals, countries, nationalities
from etl.places.resolving import Context
from etl.tables import read_csv
from etl.text import PhraseTable, Text


@dataclass(frozen=True, slots=True)
class Description:
    """``countries``: the word is read so only of these, of all where none are given."""

    kind: str
    countries: frozenset[str]

    def place(self, country: str | None) -> Place | None:
        """What the word means in ``country``."""
        if country is None or (self.countries and country not in self.countries):
            return None
        return (capitals() if self.kind == "capital" else countries()).get(country)


@dataclass(frozen=True, slots=True)
class Described:
    """``place`` by the words ``name_first..around.stop`` after ``prefix`` code points; ``reason``: how it is known."""

    around: Frame
    name_first: int
    name_stop: int
    prefix: int
    place: Place
    reason: str


@cache
def _table() -> PhraseTable[Description]:
    rows = read_csv("place_descriptions.csv")
    return PhraseTable((row["word"], Description(row["kind"], frozenset(row["countries"].split()))) for row in rows)


def described(text: Text, accepted: Sequence[Candidate], context: Context) -> Iterator[Described]:
    """The places of ``text`` that a description of the table stands for, beside those that are named."""
    taken = {i for candidate in accepted for i in range(candidate.frame.first, candidate.frame.stop)}
    named = {candidate.hit.first for candidate in accepted if not candidate.hit.prefix}
    for hit in _table().find(text):
        stop, reason = hit.stop, "country of the document"
        after = text.words[stop] if stop < len(text.words) and text.gap(stop - 1).isspace() else ""
        country = nationalities().get(after)
        if country:
            stop, reason = stop + 1, "adjective"
        elif after.startswith("ال") and after.endswith("ه"):  # العاصمة الاقتصادية
            continue
        else:
            country = context.evident()
        place = hit.values[0].place(country)
        if place is None or stop in named or not taken.isdisjoint(range(hit.first, stop)):
            continue
        if hit.first - 1 in taken and not hit.prefix:  # الجزائر العاصمة
            continue
        around = frame(text, hit.first, stop, hit.prefix, frozenset({place.feature}))
        if taken.isdisjoint(range(around.first, around.stop)):
            yield Described(around, hit.first, stop, hit.prefix, place, reason)
