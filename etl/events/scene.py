"""What a sentence leans on: the last event before it whose place and day it goes on about."""

from __future__ import annotations

from datetime import date
from functools import cache

from etl.events.candidates import Candidate
from etl.events.circumstances import located
from etl.events.items import structure
from etl.events.sentences import View
from etl.events.stories import is_judgement, is_total, is_word
from etl.events.types import event_types

# Sentences back to where a sentence may lean on.
_LEANING = 3
# What happened more days before its publication is background, elsewhere as likely as here.
_NEWS_DAYS = 15
# Words at the head of a sentence among which it may turn to another matter.
_TURN_WORDS = 4


class Scene:
    """The place and day that sentences without their own take over, until the text turns to another matter."""

    def __init__(self, published_on: date | None) -> None:
        self._published_on = published_on
        self._last: Candidate | None = None
        self._in = 0
        # A sentence told of a trial: what follows without a day may be the crime.
        self._crime = False

    def turn(self) -> None:
        """Another matter begins: nothing is lent across it."""
        self._last = None

    def lend(self, view: View, found: list[Candidate], sentence: int, is_placed: bool) -> None:
        """Give ``found`` what they lack, and remember the last one with a place of its own.

        ``is_placed``: the sentence names places of its own, so that nothing is lent.
        """
        opening = view.words[view.first]
        joined = opening[:1] == "و" or not structure("going_on").isdisjoint(
            (opening, f"{opening} {view.words[min(view.first + 1, view.stop - 1)]}")
        )
        judged = any(is_judgement(c) for c in found)
        for candidate in found:
            if candidate.modality != "asserted" and not judged:
                continue
            if not located(candidate) or is_word(candidate) or is_total(candidate) or candidate.since:
                continue
            if candidate.place is not None:
                if judged or not self._is_old(candidate):
                    self._last, self._in, self._crime = candidate, sentence, judged
            elif not is_placed and self._last is not None and self._continues(candidate, sentence, joined):
                candidate.place, candidate.lent = self._last.place, True
                if candidate.date is None and (self._crime or _is_day(self._last)):
                    candidate.date = self._last.date

    def _continues(self, candidate: Candidate, sentence: int, joined: bool) -> bool:
        """Whether a candidate goes on about the last one: joined to it, a definite noun, or with an actor of it."""
        assert self._last is not None
        if candidate.another:
            return False
        if not (joined or sentence == self._in or candidate.reading.definite or _share_actors(self._last, candidate)):
            return False
        same_kind = event_types()[candidate.event_type].quad == event_types()[self._last.event_type].quad
        return same_kind and sentence - self._in <= _LEANING and not self._is_old(candidate)

    def _is_old(self, candidate: Candidate) -> bool:
        start = candidate.date[1].date_start if candidate.date is not None else None
        return start is not None and self._published_on is not None and (self._published_on - start).days > _NEWS_DAYS


def _share_actors(one: Candidate, other: Candidate) -> bool:
    mine = {m.actor.actor_id or m.actor.text for m in (*one.sources, *one.targets) if m.actor}
    return any(m.actor and (m.actor.actor_id or m.actor.text) in mine for m in (*other.sources, *other.targets))


def _is_day(candidate: Candidate) -> bool:
    expression = candidate.date[1] if candidate.date is not None else None
    return expression is not None and expression.modifier is None and expression.date_start == expression.date_end


@cache
def _turn_heads() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in structure("turn"))


def turns(view: View) -> bool:
    """Whether the sentence opens with a phrase that turns to another matter (من جهة أخرى, في سياق منفصل)."""
    opening = view.words[view.first : min(view.stop, view.first + _TURN_WORDS)]
    if not opening:
        return False
    words = [opening[0].removeprefix("و"), *opening[1:]]
    if words[0] not in _turn_heads():
        return False
    return any(" ".join(words[:size]) in structure("turn") for size in range(1, len(words) + 1))
