"""Whether two mentions may be of one event: their places, days, figures and participants do not contradict."""

from __future__ import annotations

from datetime import date, timedelta

from etl.documents import ActorMention
from etl.events.candidates import Candidate
from etl.events.needs import POWERS
from etl.events.stories import is_total
from etl.places import takes_in

_FIGURE_TOLERANCE = 0.011
# Days before its publication on which what has no day of its own may have happened at the earliest.
_NEWS = timedelta(days=2)
# Days that an event told of with and without its day may last.
_LASTING = 3


def key(actor: ActorMention) -> str:
    return actor.actor_id or actor.name_en or actor.text


def figures_agree(one: Candidate, other: Candidate) -> bool:
    """Figures agree if both sides have none in common that contradict; a sum is no event of a day."""
    mine, yours = one.counts(), other.counts()
    if is_total(one) != is_total(other) or _names_one(one, other) or _names_one(other, one):
        return False
    if not mine or not yours:
        return True
    return any(
        a.low == b.low
        or (a.low is not None and b.low is not None and abs(a.low - b.low) <= _FIGURE_TOLERANCE * max(abs(a.low), 1))
        for a in mine
        for b in yours
    )


def _names_one(one: Candidate, other: Candidate) -> bool:
    """A named person was hit here, several unnamed ones there."""
    named = any(actor.kind == "person" and actor.form == "name" for actor in one.actors("target"))
    several = bool(other.figures) and all((figure.low or 0) >= 2 for figure in other.counts())
    return named and several and not one.figures and not other.actors("target")


def places_agree(mine: Candidate, yours: Candidate) -> bool:
    """Places agree if one takes in the other; fire goes one way only."""
    one, other = mine.place, yours.place
    if _opposite(mine, yours) or _opposite(yours, mine):
        return False
    if one is None or other is None:
        return True
    if one.place_id is not None and other.place_id is not None:
        if one.place_id == other.place_id:
            return True
        return takes_in(one, other) or takes_in(other, one)
    return one.name_ar == other.name_ar


def _opposite(one: Candidate, other: Candidate) -> bool:
    """Fire from where the other fire hits."""
    return (
        one.row.frame == "launch"
        and one.origin is not None
        and other.place is not None
        and (one.origin.place_id is not None and one.origin.place_id == other.place.place_id)
        and one.place is not one.origin
    )


def _interval(candidate: Candidate) -> tuple[date, date] | None:
    if candidate.date is None:
        return None
    expression = candidate.date[1]
    if expression.date_start is None:
        return None
    end = expression.date_end or expression.date_start
    return (expression.date_start, date.max if expression.modifier == "since" else end)


def dates_agree(one: Candidate, other: Candidate, published_on: date | None) -> bool:
    """Days agree if they overlap. What has no day is of today, unless a definite noun looks back (الهجوم)."""
    a, b = _interval(one), _interval(other)
    if a is None or b is None:
        known = a or b
        if known is None or known[1] == date.max:
            return True
        undated = other if b is None else one
        news = undated.reading.pos == "verb" or not undated.reading.definite
        if news and published_on is not None and known[1] < published_on - _NEWS:
            return False
        return (known[1] - known[0]).days <= _LASTING
    return a[0] <= b[1] and b[0] <= a[1]


def actors_agree(group: list[Candidate], candidate: Candidate, role: str) -> bool:
    mine = candidate.actors(role)
    yours = [actor for c in group for actor in c.actors(role)]
    return not mine or not yours or any(_same(a, b) for a in mine for b in yours)


def _same(one: ActorMention, other: ActorMention) -> bool:
    """The same actor, or two names for the power of one state (دمشق, قوات النظام)."""
    if key(one) == key(other):
        return True
    return one.country is not None and one.country == other.country and {one.kind, other.kind} <= POWERS
