"""Giving a phrase its part in an event."""

from __future__ import annotations

from etl.documents import Figure
from etl.events.candidates import Candidate
from etl.events.items import Item
from etl.events.needs import armed, people

# Frames whose figures count those acted upon, never the doers (قتل برصاص رجلين).
_OF_PEOPLE = frozenset({"killed", "injured", "displaced", "returned", "evacuated"})
_ALSO = {"displaced": "evacuated", "evacuated": "displaced", "returned": "displaced"}
_SUFFERING = frozenset({"attack", "harm", "act", "launch", "strike", "displace", "expel", "passive_only", "patient"})


# What the words around a figure say of its people, for the types that say the same.
_COUNTED = {
    "killing": "killed", "injury": "injured", "displacement": "displaced", "return": "returned",
    "evacuation": "evacuated", "arrest": "detained", "release": "detained", "siege": "besieged",
}  # fmt: skip


def _counts_another(candidate: Candidate, figure: Figure) -> bool:
    """Whether a figure is told of others than the event's people: آلاف القتلى وتشريد الملايين."""
    own = _COUNTED.get(candidate.event_type)
    return own is not None and figure.kind in _OF_PEOPLE and figure.kind not in (own, _ALSO.get(own))


def assign(candidate: Candidate, role: str, item: Item) -> None:
    """Give ``item`` its part; figures go to whoever suffers."""
    if role == "either":
        role = "target" if item.place or item.head or (people(item) and not armed(item)) else "source"
        if role == "source" and candidate.sources:
            role = "target"
    if role == "struck":
        role = "target" if item.actor is not None else "destination"
    if item.figure is not None:
        doers = role == "source" and candidate.row.frame in _SUFFERING
        if _counts_another(candidate, item.figure):
            return
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
