"""Mentions of one event become one event: same type, and nothing that contradicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from etl.documents import ActorMention
from etl.events.candidates import Candidate
from etl.events.types import event_types

#: Types that name one thing at different sharpness: a mention of the broad one may be an instance of the narrow one.
_FAMILIES = (
    frozenset({"airstrike", "shelling"}),
    frozenset({"bombing", "suicide_attack", "armed_attack"}),
    frozenset({"armed_attack", "offensive"}),
    frozenset({"assassination", "killing"}),
    frozenset({"meeting", "negotiation"}),
    frozenset({"armed_attack", "airstrike", "rocket_attack"}),
)
#: Types of which each telling is another event unless it says otherwise.
_SINGLE = frozenset({"price_change"})
_POWERS = frozenset({"state", "government", "military", "police"})
# Sentences that a definite noun may look back over.
_BACK = 3
_FIGURE_TOLERANCE = 0.011


# Told more likely than mentioned; the threshold that serves precision and recall alike on judged sentences.
_TOLD = -0.25
# A text whose other sentences report violence is a report: what it mentions, it tells. The weights were learnt on
# single sentences, where nothing else speaks for it.
_CONTEXT, _CONTEXT_MOST = 0.8, 5


def merge(candidates: list[Candidate]) -> tuple[list[list[Candidate]], list[Candidate]]:
    """Groups of candidates, each one event, in the order of their founding; and the mentions that join none."""
    telling = {c.sentence for c in candidates if c.told is not None and _reports(c)}
    told = {c.sentence for c in candidates if _violent(c) and (c.plain or (c.told or 0) > _TOLD)}
    groups = Groups()
    mentioned = []
    for candidate in candidates:
        if _founds(candidate, telling, told):
            if not groups.join(candidate, _compatible):
                groups.found(candidate)
        else:
            mentioned.append(candidate)
    left = [c for c in mentioned if not groups.join(c, lambda g, m: _looks_back(g, m) or _compatible(g, m))]
    return groups.all, left


class Groups:
    """Events so far, looked up by type: an event is only ever compared with its own kind."""

    def __init__(self) -> None:
        self.all: list[list[Candidate]] = []
        self._of_type: dict[str, list[int]] = {}

    def found(self, candidate: Candidate) -> None:
        """A new event."""
        self._of_type.setdefault(candidate.event_type, []).append(len(self.all))
        self.all.append([candidate])

    def join(self, candidate: Candidate, same: Callable[[list[Candidate], Candidate], bool]) -> bool:
        """Add ``candidate`` to the last event that it is a mention of; False if there is none."""
        near = {n for kind in _kin(candidate.event_type) for n in self._of_type.get(kind, ())}
        for n in sorted(near, reverse=True):
            if same(self.all[n], candidate):
                self.all[n].append(candidate)
                if n not in (known := self._of_type.setdefault(candidate.event_type, [])):
                    known.append(n)
                return True
        return False


@cache
def _kin(event_type: str) -> frozenset[str]:
    """Types that a mention of ``event_type`` may belong to."""
    return frozenset({event_type}).union(*(family for family in _FAMILIES if event_type in family))


def _violent(candidate: Candidate) -> bool:
    return event_types()[candidate.event_type].plover_type == "ASSAULT"


def _stands(candidate: Candidate) -> bool:
    """For types without weights: a noun needs someone who takes part, or a verb that makes it happen."""
    if candidate.reading.pos == "verb" or candidate.supported or event_types()[candidate.event_type].quad == 0:
        return True
    return bool(candidate.sources or candidate.targets or candidate.figures)


def _reports(candidate: Candidate) -> bool:
    """Told by its form: a main verb, a figure of victims, or a verb that makes the event happen."""
    if candidate.modality != "asserted":
        return False
    verb = candidate.reading.pos == "verb" and candidate.reading.tense == "P"
    return verb or bool(candidate.figures) or candidate.supported


def _founds(candidate: Candidate, telling: set[int], told: set[int]) -> bool:
    """Whether the candidate tells of an event by itself; otherwise it can only look back on one."""
    bare = candidate.reading.definite and not (candidate.sources or candidate.targets or candidate.figures)
    if bare and not candidate.supported:
        return False
    if candidate.told is None:
        return _stands(candidate)
    # قتل فلسطينيان في قصف إسرائيلي: an attack with its doer beside harm that is told
    beside = (
        candidate.sentence in told
        and _violent(candidate)
        and candidate.modality == "asserted"
        and bool(candidate.sources)
    )
    if candidate.plain or (beside and not candidate.reading.definite):
        return True
    elsewhere = len(telling - {candidate.sentence})
    return candidate.told + _CONTEXT * min(elsewhere, _CONTEXT_MOST) > _TOLD


def _looks_back(group: list[Candidate], candidate: Candidate) -> bool:
    """A definite noun (تبنى التنظيم الهجوم) means the last event of its kind, wherever its own sentence happens."""
    near = [c for c in group if 0 < candidate.sentence - c.sentence <= _BACK]
    return (
        bool(near)
        and candidate.reading.definite
        and candidate.modality == group[0].modality
        and _akin(group, candidate)
        and not candidate.figures
        and not any(item.form == "name" for item in candidate.actors("target"))
        and _actors_agree(group, candidate, "source")
    )


def _akin(group: list[Candidate], candidate: Candidate) -> bool:
    """Whether one family takes in the candidate's type and all types of the group."""
    return all(c.event_type in _kin(candidate.event_type) for c in group)


def _compatible(group: list[Candidate], candidate: Candidate) -> bool:
    head = group[0]
    if candidate.modality != head.modality or (candidate.another and not head.another):
        return False
    same_type = any(c.event_type == candidate.event_type for c in group)
    if not same_type and not _akin(group, candidate):
        return False
    # A new kind of attack, told as news, is a new event; a definite noun looks back.
    looks_back = candidate.reading.pos == "noun" and candidate.reading.definite
    if not same_type and not looks_back and not _shares(group, candidate):
        return False
    if candidate.event_type in _SINGLE:
        return False
    again = candidate.reading.pos == "noun" and not candidate.figures and not candidate.sources
    if same_type and again and any(c.sentence == candidate.sentence for c in group):
        return True  # تظاهر المئات ... احتجاجا: one sentence names its event twice
    for c in group:
        if not (_places_agree(c, candidate) and _dates_agree(c, candidate) and _figures_agree(c, candidate)):
            return False
    return _actors_agree(group, candidate, "source") and _actors_agree(group, candidate, "target")


def _shares(group: list[Candidate], candidate: Candidate) -> bool:
    """A source in common and the same place."""
    mine = {_key(a) for a in candidate.actors("source")}
    return any(mine & {_key(a) for a in c.actors("source")} for c in group) and candidate.place is not None


def _key(actor: ActorMention) -> str:
    return actor.actor_id or actor.name_en or actor.text


def _figures_agree(one: Candidate, other: Candidate) -> bool:
    """Figures agree if both sides have none in common that contradict."""
    mine, yours = one.counts(), other.counts()
    if not mine or not yours:
        return True
    return any(
        a.low == b.low
        or (a.low is not None and b.low is not None and abs(a.low - b.low) <= _FIGURE_TOLERANCE * max(abs(a.low), 1))
        for a in mine
        for b in yours
    )


def _places_agree(mine: Candidate, yours: Candidate) -> bool:
    """Places agree if one takes in the other; fire goes one way only."""
    one, other = mine.place, yours.place
    if _opposite(mine, yours) or _opposite(yours, mine):
        return False
    if one is None or other is None:
        return True
    if one.place_id is not None and other.place_id is not None:
        if one.place_id == other.place_id:
            return True
        # A country or province takes in its towns.
        broad = min(one.precision or 5, other.precision or 5) <= 2 and one.precision != other.precision
        return broad and one.country == other.country
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


def _dates_agree(one: Candidate, other: Candidate) -> bool:
    a, b = _interval(one), _interval(other)
    if a is None or b is None:
        # What has no day is of today: it does not join last year's event.
        known = a or b
        return known is None or (known[1] - known[0]).days <= 3 or known[1] == date.max
    return a[0] <= b[1] and b[0] <= a[1]


def _actors_agree(group: list[Candidate], candidate: Candidate, role: str) -> bool:
    mine = candidate.actors(role)
    yours = [actor for c in group for actor in c.actors(role)]
    return not mine or not yours or any(_same(a, b) for a in mine for b in yours)


def _same(one: ActorMention, other: ActorMention) -> bool:
    """The same actor, or two names for the power of one state (دمشق, قوات النظام)."""
    if _key(one) == _key(other):
        return True
    return one.country is not None and one.country == other.country and {one.kind, other.kind} <= _POWERS
