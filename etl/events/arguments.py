"""Who does what to whom: phrases around a trigger into the roles of its frame."""

from __future__ import annotations

from etl.documents import ActorMention
from etl.events.candidates import Candidate
from etl.events.choosing import choose
from etl.events.items import Item
from etl.events.noun_phrases import bind_noun
from etl.events.sentences import View
from etl.events.types import frames
from etl.events.verb_phrases import bind_judged, bind_verb

# Tokens from the beginning of a figure to a verb in its qualifier.
_QUALIFIER = 3


def bind_arguments(view: View, candidate: Candidate) -> None:
    """Fill sources, targets, figures, origin and destination of ``candidate`` from its clause."""
    frame = frames().get(candidate.row.frame, {})
    if not frame:
        return
    i, stop = candidate.first, candidate.stop
    _, hi = view.clause(stop - 1)
    limit = min(hi, _next_trigger(view, stop))
    event_subject = (
        candidate.reading.pos == "verb"
        and limit == stop < hi
        and limit not in view.verbs
        and _event_noun(view, limit)
        and not any(item.first == limit for item in view.items_in(limit, limit + 1))
    )
    if event_subject:  # قتلت غارة 12 مسلحا: the event noun is the subject, the victims stand behind it
        view.acting.add(limit)
        limit = min(hi, _next_trigger(view, stop + 1))
    right = [item for item in view.items_in(i + 1, limit) if item.first >= stop or item.kind == "figure"]
    if candidate.reading.pos == "verb":
        bind_verb(view, candidate, frame, right, event_subject)
        if candidate.row.frame == "judge":
            bind_judged(view, candidate)
        _country_as_target(view, candidate, frame, right)
    else:
        bind_noun(view, candidate, frame, right)


def _event_noun(view: View, i: int) -> bool:
    word = view.word_at(i)
    return word is not None and any(
        r.pos == "noun" and row.event_type != "none" and r.proclitic[-1:] not in ("ب", "ل", "ك") for row, r in word.rows
    )


def _next_trigger(view: View, start: int) -> int:
    """Next trigger or finite verb from token ``start``: what follows it is its own."""
    for i, word in view.hits:
        if i < start:
            continue
        if i in view.verbs:
            if any(item.figure is not None and item.first < i < item.stop for item in view.items_in(i - _QUALIFIER, i)):
                continue  # ما يزيد على عشرة آلاف مدني
            return i
        chosen = choose(view, i, word) if word.rows else None
        if chosen is not None and chosen[0].event_type != "none":
            return i
    return view.stop


# Types of words and pressure, whose object may be a country that the actors layer left as a place.
_TOWARDS = frozenset(
    [
        "accusation",
        "condemnation",
        "demand",
        "appeal",
        "threat",
        "support",
        "sanction",
        "relations_cut",
        "visit",
        "recognition",
    ]
)


def _country_as_target(view: View, candidate: Candidate, frame: dict[str, str], right: list[Item]) -> None:
    """اتهمت إيران إسرائيل: the country in the slot of the one acted upon is meant as a state."""
    if candidate.targets or candidate.event_type not in _TOWARDS:
        return
    for item in right:
        place = item.place
        if place is None or place.feature != "country" or place.country is None:
            continue
        role = frame.get(item.prep, "") if item.prep else "target" if candidate.sources and "object" in frame else ""
        if role in ("target", "either", "destination"):
            state = ActorMention(
                place.start, place.end, place.text, place.sentence, "country_acted_upon", place.first, place.stop,
                place.name_start, place.name_end, place.form, place.country.lower(), place.name_ar, place.name_en,
                "state", place.country, "GOV",
            )  # fmt: skip
            candidate.targets.append(
                Item(
                    item.first,
                    item.stop,
                    "actor",
                    -1,
                    item.prep,
                    item.head,
                    actor=state,
                )
            )
            return
