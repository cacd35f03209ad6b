"""Actors: states, organisations, groups, people and populations, resolved to identities."""

from __future__ import annotations

from datetime import date

from etl.actors.drafts import mention, view
from etl.actors.finding import Finder
from etl.actors.knowledge import knowledge
from etl.actors.offices import LOCAL_OFFICE
from etl.documents import ActorMention, Name, PlaceMention
from etl.syntax.trees import Trees
from etl.text import Text

__all__ = ["LOCAL_OFFICE", "find_actors", "state_actor"]


def find_actors(
    text: Text,
    names: tuple[Name, ...],
    places: tuple[PlaceMention, ...],
    published_on: date | None,
    trees: Trees,
) -> tuple[ActorMention, ...]:
    """All actors of ``text``, sorted by start. An actor that overlaps a place takes its span from it (metonymy)."""
    finder = Finder(knowledge(), view(text), names, places, published_on, trees)
    drafts = finder.run()
    drafts += finder.people.short_forms(finder)
    drafts.sort(key=lambda draft: draft.first)
    return tuple(mention(finder.view, draft) for draft in drafts)


def state_actor(place: PlaceMention) -> ActorMention | None:
    """The state whose country ``place`` names, as an actor on the same words; None for a place that is no country."""
    if place.feature != "country" or place.country is None:
        return None
    actor = knowledge().actors.get(place.country.lower())
    if actor is None:
        return None
    return ActorMention(
        start=place.start,
        end=place.end,
        text=place.text,
        sentence=place.sentence,
        rule="acting_state",
        first=place.first,
        stop=place.stop,
        name_start=place.name_start,
        name_end=place.name_end,
        form="name",
        actor_id=actor.actor_id,
        name_ar=actor.name_ar,
        name_en=actor.name_en,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
    )
