"""Which place a name means: the kind that the words around it ask for, the document, the neighbours, the population."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from etl.places.frames import Frame
from etl.places.gazetteer import Place, Sense, capitals

# Weights in units of the prior, where ten times the population counts 1.
_KIND_ASKED, _KIND_STEP, _KIND_REFUSED = 12.0, 4.0, -3.0
_DATELINE, _SAME_COUNTRY, _NEIGHBOUR = 1.5, 3.0, 2.5
_WEAK, _REVIEWED = -2.0, 1.0
# What a capital gains over a state of the same name where something is in it or goes there: الحكومة في عمان.
_ENTERED = 5.0
# What a bare name means before the population counts: سوريا is the state, حلب the city and not the governorate.
_PRIOR = {
    "country": 8.0,
    "region": 6.0,
    "water": 5.5,
    "admin1": 3.2,
    "admin2": 1.5,
    "city": 2.0,
    "mountain": 4.5,
    "island": 4.5,
}
_PRIOR_OTHER = 3.0
# A large state is hardly more likely than a small one.
_STATE_SIZE = 0.3
# So many times the size makes a town the one that is meant.
_MUCH_LARGER = 10
_SUB_CITY = frozenset({"district", "facility"})
# Names whose senses are remembered as a whole: those that the news speaks of.
REMEMBERED = 20_000


class Choice(NamedTuple):
    """The place, how much better it fits than the next one (0.5 to 1), and what decided.

    None where nothing that is known under the name can be meant, with the reason.
    """

    place: Place | None
    score: float
    reason: str


class Context:
    """Countries that the document is about: how often each is named by what has one meaning only.

    Quarters and buildings do not count: every city has its Quarter of Peace. ``said``: countries by adjective of
    nationality (الجيش السوداني), which tell where no place does.
    """

    def __init__(self, mentions: Iterable[tuple[tuple[Sense, ...], bool]], said: frozenset[str]) -> None:
        self._weights: Counter[str] = Counter()
        self._said = said
        self.dateline: str | None = None
        for senses, is_dateline in mentions:
            place = anchor(senses)
            if place and (country := place.country) and place.feature not in _SUB_CITY:
                self._weights[country] += 1
                if is_dateline:
                    self.dateline = country
        self._total = sum(self._weights.values())

    def is_about(self, country: str | None) -> bool:
        """A place that can be in ``country`` only is named, or its people."""
        return country in self._weights or country in self._said

    def is_elsewhere(self, senses: tuple[Sense, ...]) -> bool:
        """Countries are named, and none of the places lies in one of them."""
        return self._total > 0 and not any(self.is_about(sense.place.country) for sense in senses)

    def is_elsewhere_beside(self, senses: tuple[Sense, ...], neighbours: Sequence[Place], is_town: bool) -> bool:
        """The places beside are of other countries, and the document names no country but perhaps by this very town."""
        if self._total and not is_town:
            return False
        beside = {place.country for place in neighbours}
        return bool(beside) and beside.isdisjoint(sense.place.country for sense in senses)

    @property
    def names_countries(self) -> bool:
        """Anything that lies in one country only is named."""
        return self._total > 0

    def evident(self) -> str | None:
        """The country that at least half of what is named lies in."""
        country, count = max(self._weights.items(), key=lambda item: item[1], default=("", 0))
        return country if count and 2 * count >= self._total else None

    def weight(self, country: str | None) -> float:
        """Share of the unambiguous mentions, 0 to 1, in ``country``; of the adjectives where there are none."""
        if not country:
            return 0.0
        if self._total:
            return self._weights[country] / self._total
        return 1 / len(self._said) if country in self._said else 0.0


@lru_cache(maxsize=REMEMBERED)
def anchor(senses: tuple[Sense, ...]) -> Place | None:
    """The place that others can be judged by: where all that the name surely means lies in one country.

    A town that only the libraries know is no doubt beside a reviewed one of ten times its size.
    """
    sure = [sense.place for sense in senses if sense.is_sure] or [sense.place for sense in senses]
    largest = max((place.population for place in sure if place.is_reviewed), default=0)
    sure = [place for place in sure if place.is_reviewed or _MUCH_LARGER * place.population >= largest]
    return sure[0] if len({place.country for place in sure}) == 1 else None


def resolve(
    senses: tuple[Sense, ...], around: Frame, context: Context, neighbours: Sequence[Place], is_everywhere: bool = False
) -> Choice:
    """The best of ``senses`` (at least one), given the frame, the document and the places before and after.

    A town that only the libraries know is none behind the noun of a river or a lake.
    What every town has (``is_everywhere``: a quarter, a street, a hospital) is none of those known where the document,
    or what is named beside it, is of other countries only, nor is a doubtful name any place there but a state: news of
    one country names others.
    """
    if around.capital:
        senses = tuple(sense for sense in senses if _is_capital(sense.place)) or senses
    elif context.is_elsewhere(senses) and (
        is_everywhere or not any(s.is_sure or s.place.feature == "country" for s in senses)
    ):
        return Choice(None, 0.0, "only_elsewhere")
    if is_everywhere and context.is_elsewhere_beside(senses, neighbours, around.is_quarter):
        return Choice(None, 0.0, "only_elsewhere")
    if around.is_other_kind and not any(sense.place.is_reviewed for sense in senses):
        return Choice(None, 0.0, "other_kind")
    if len(senses) == 1:
        return Choice(senses[0].place, 1.0, "only sense")
    scored = [(*_score(sense, around, context, neighbours), sense.place) for sense in senses]
    if around.entered and any(sense.place.feature == "country" for sense in senses):
        scored = [(score + _ENTERED * _is_capital(place), reason, place) for score, reason, place in scored]
    scored.sort(key=lambda s: (-s[0], s[2].place_id))
    best, second = scored[0], scored[1]
    return Choice(best[2], round(1 / (1 + math.exp(second[0] - best[0])), 3), best[1])


def _is_capital(place: Place) -> bool:
    return capitals().get(place.country or "") is place


@lru_cache(maxsize=REMEMBERED)
def _prior(sense: Sense) -> float:
    """What speaks for a sense whatever the text."""
    place = sense.place
    size = math.log10(max(place.population, 1000)) - 3
    score = _PRIOR.get(place.feature, _PRIOR_OTHER) + (_STATE_SIZE * size if place.feature == "country" else size)
    if not sense.is_sure:
        score += _WEAK
    return score + _REVIEWED if place.is_reviewed else score


def _score(sense: Sense, around: Frame, context: Context, neighbours: Sequence[Place]) -> tuple[float, str]:
    place = sense.place
    score, reason = _prior(sense), "population"
    share = context.weight(place.country)
    if share:
        score += _SAME_COUNTRY * share
        reason = "country of the document"
    if place.country and place.country == context.dateline:
        score += _DATELINE
        reason = "dateline"
    if any(_near(place, other) for other in neighbours):
        score += _NEIGHBOUR
        reason = "place named beside it"
    if around.generic:
        if place.feature in around.generic.values:
            if sense.is_sure or share or not context.names_countries:
                score += _KIND_ASKED - _KIND_STEP * around.generic.values.index(place.feature)
            reason = "generic noun"
        else:
            score += _KIND_REFUSED
    elif around.part == "countryside" and place.feature == "admin1":
        score += _KIND_ASKED
        reason = "countryside of the region"
    return score, reason


def _near(place: Place, other: Place) -> bool:
    """In the same first-level region, or in the country that is named."""
    if place.country is None or place.country != other.country or place.place_id == other.place_id:
        return False
    return other.feature == "country" or (place.admin1 is not None and place.admin1 == other.admin1)
