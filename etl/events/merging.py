"""Mentions of one event become one event: same type, and nothing that contradicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from etl.events.agreement import actors_agree, dates_agree, figures_agree, key, places_agree
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
# Sentences that a definite noun may look back over.
_BACK = 3
#: Events of a kind, and mentions of an event, that a mention is compared with: more than any article has, and few
#: enough for a text that repeats one sentence ten thousand times.
_OPEN = 60
# Told more likely than mentioned; the threshold that serves precision and recall alike on judged sentences.
_TOLD = -0.25
# A text whose other sentences report violence is a report: what it mentions, it tells. The weights were learnt on
# single sentences, where nothing else speaks for it.
_CONTEXT, _CONTEXT_MOST = 0.8, 5


def merge(candidates: list[Candidate], published_on: date | None) -> tuple[list[list[Candidate]], list[Candidate]]:
    """Groups of candidates, each one event, in the order of their founding; and the mentions that join none."""
    telling = {c.sentence for c in candidates if c.told is not None and _reports(c)}
    told = {c.sentence for c in candidates if _violent(c) and (c.plain or (c.told or 0) > _TOLD)}
    groups = Groups()
    mentioned = []

    def compatible(group: list[Candidate], candidate: Candidate) -> bool:
        return _compatible(group, candidate, published_on)

    def meant(group: list[Candidate], candidate: Candidate) -> bool:
        if _looks_back(group, candidate, published_on):
            return True
        return (_is_near(group, candidate) or _has_own(candidate)) and compatible(group, candidate)

    for candidate in candidates:
        if _founds(candidate, telling, told):
            if not groups.join(candidate, compatible):
                groups.found(candidate)
        else:
            mentioned.append(candidate)
    left = [c for c in mentioned if not groups.join(c, meant)]
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
        near = {n for kind in _kin(candidate.event_type) for n in self._of_type.get(kind, [])[-_OPEN:]}
        for n in sorted(near, reverse=True):
            group = self.all[n]
            if same(group if len(group) <= _OPEN else group[: _OPEN // 2] + group[-_OPEN // 2 :], candidate):
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
    elsewhere = len(telling) - (candidate.sentence in telling)
    return candidate.told + _CONTEXT * min(elsewhere, _CONTEXT_MOST) > _TOLD


def _looks_back(group: list[Candidate], candidate: Candidate, published_on: date | None) -> bool:
    """A definite noun (تبنى التنظيم الهجوم) means the last event of its kind, wherever its own sentence happens."""
    near = [c for c in group if 0 < candidate.sentence - c.sentence <= _BACK]
    return (
        bool(near)
        and candidate.reading.definite
        and candidate.modality == group[0].modality
        and _akin(group, candidate)
        and not candidate.figures
        and not any(item.form == "name" for item in candidate.actors("target"))
        and actors_agree(group, candidate, "source")
        and all(dates_agree(c, candidate, published_on) for c in group)
        and (not candidate.near or all(places_agree(c, candidate) for c in group))
    )


def _is_near(group: list[Candidate], candidate: Candidate) -> bool:
    return any(0 <= candidate.sentence - c.sentence <= _BACK for c in group)


def _has_own(candidate: Candidate) -> bool:
    """Whether anything but its type says which event is meant."""
    return candidate.near or bool(candidate.sources or candidate.targets or candidate.figures)


def _akin(group: list[Candidate], candidate: Candidate) -> bool:
    """Whether one family takes in the candidate's type and all types of the group."""
    return all(c.event_type in _kin(candidate.event_type) for c in group)


def _compatible(group: list[Candidate], candidate: Candidate, published_on: date | None) -> bool:
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
    if candidate.event_type in _SINGLE or (head.another and not looks_back and not _shares(group, candidate)):
        return False
    again = candidate.reading.pos == "noun" and not candidate.figures and not candidate.sources
    here = [c for c in group if c.sentence == candidate.sentence]
    if same_type and again and here:
        # تظاهر المئات ... احتجاجا: one sentence names its event twice
        return all(places_agree(c, candidate) and dates_agree(c, candidate, published_on) for c in here)
    for c in group:
        if not places_agree(c, candidate) or not dates_agree(c, candidate, published_on):
            return False
        if not figures_agree(c, candidate) or _one_of_many(c, candidate):
            return False
    return actors_agree(group, candidate, "source") and actors_agree(group, candidate, "target")


def _one_of_many(many: Candidate, candidate: Candidate) -> bool:
    """A single attack of a series (غارات على الجنوب): told by itself, at a finer place."""
    series = many.reading.pos == "noun" and many.reading.lemma.endswith("ات") and _violent(many)
    told = candidate.reading.pos == "verb" or not (candidate.reading.definite or candidate.reading.lemma.endswith("ات"))
    if not series or not told or many.place is None or candidate.place is None or many.sentence == candidate.sentence:
        return False
    return candidate.near and many.place.place_id != candidate.place.place_id


def _shares(group: list[Candidate], candidate: Candidate) -> bool:
    """A source in common and the same place."""
    mine = {key(a) for a in candidate.actors("source")}
    return any(mine & {key(a) for a in c.actors("source")} for c in group) and candidate.place is not None
