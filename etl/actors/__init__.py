"""Actors: states, organisations, groups, people and populations, resolved to identities."""

from __future__ import annotations

from datetime import date

from etl.actors.drafts import mention, view
from etl.actors.finding import Finder
from etl.actors.knowledge import knowledge
from etl.documents import ActorMention, Name, PlaceMention
from etl.text import Text

__all__ = ["find_actors"]


def find_actors(
    text: Text, names: tuple[Name, ...], places: tuple[PlaceMention, ...], published_on: date | None
) -> tuple[ActorMention, ...]:
    """All actors of ``text``, sorted by start. An actor that overlaps a place takes its span from it (metonymy)."""
    finder = Finder(knowledge(), view(text), names, places, published_on)
    drafts = finder.run()
    drafts += finder.people.short_forms(finder)
    drafts.sort(key=lambda draft: draft.first)
    return tuple(mention(finder.view, draft) for draft in drafts)
