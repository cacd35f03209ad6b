"""Giving a phrase its part in an event."""

from __future__ import annotations

from etl.events.candidates import Candidate
from etl.events.needs import armed, people
from etl.events.sentences import Item

# Frames whose figures count those acted upon, never the doers (قتل برصاص رجلين).
_SUFFERING = frozenset({"attack", "harm", "act", "strike", "displace", "expel", "passive_only", "patient"})


def assign(candidate: Candidate, role: str, item: Item) -> None:
    """Give ``item`` its part; figures go to whoever suffers."""
    if role == "either":
        role = "target" if item.place or item.head or (people(item) and not armed(item)) else "source"
        if role == "source" and candidate.sources:
            role = "target"
    if item.figure is not None:
        doers = role == "source" and candidate.row.frame in _SUFFERING
        if role in ("target", "source", "both") and not doers and (people(item) or item.figure.unit == "count"):
            candidate.figures.append(item)
        return
    if role in ("source", "both") and item.actor is not None and item not in candidate.sources:
        candidate.sources.append(item)
    elif role == "target" and item.actor is not None and item not in candidate.targets:
        candidate.targets.append(item)
    elif role == "origin" and item.place is not None and candidate.origin is None:
        candidate.origin = item.place
    elif role == "destination" and item.place is not None and candidate.destination is None:
        candidate.destination = item.place


def is_noun_phrase(item: Item) -> bool:
    return item.actor is not None or (item.figure is not None and people(item))


def are_of(members: Item, whole: Item) -> bool:
    """Whether من tells whose ``members`` are: عشرة عناصر من قوات النظام, مسلحون من حركة الشباب."""
    named = members.figure is not None or (members.actor is not None and members.actor.kind == "population")
    return named and whole.actor is not None and whole.prep == "من" and whole.first - members.stop <= 2
