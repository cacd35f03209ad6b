"""Mentions as the event coder sees them, and the words that hold a sentence together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.documents import ActorMention, Figure, Mention, PlaceMention, TimeExpression
from etl.tables import read_csv


@dataclass(slots=True)
class Item:
    """A mention inside the sentence, with the preposition that governs it ("" for a bare phrase)."""

    first: int
    stop: int
    kind: str
    #: Position in its layer.
    index: int
    prep: str
    #: The word before, where it owns nothing but points at something of the mention's (مواقع داعش).
    head: bool
    actor: ActorMention | None = None
    place: PlaceMention | None = None
    figure: Figure | None = None
    date: TimeExpression | None = None


@cache
def structure(role: str) -> frozenset[str]:
    """Words of one role of ``event_structure.csv``: preposition, boundary, conjunction, complement, agentive."""
    return frozenset(word.replace("_", " ") for row in read_csv("event_structure.csv") if row["role"] == role
                     for word in row["words"].split())  # fmt: skip


def is_name(item: Item) -> bool:
    """A mention whose words mean nothing else: a place, a day, a proper name."""
    return item.place is not None or item.date is not None or (item.actor is not None and item.actor.form == "name")


def mention_item(kind: str, index: int, mention: Mention) -> Item:
    """An item for one mention of a layer; its preposition is read when its sentence is."""
    item = Item(mention.first, mention.stop, kind, index, "", False)
    setattr(item, kind, mention)
    return item
