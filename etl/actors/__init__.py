"""Actors: states, organisations, groups, people and populations, resolved to identities."""

from __future__ import annotations

from datetime import date

from etl.documents import ActorMention, Name, PlaceMention
from etl.text import Text


def find_actors(
    text: Text, names: tuple[Name, ...], places: tuple[PlaceMention, ...], published_on: date | None
) -> tuple[ActorMention, ...]:
    """All actors of ``text``, sorted by start. An actor that overlaps a place takes its span from it (metonymy)."""
    return ()
