"""Phrases as participants and places: identity where the tables know one, else the phrase, its class and country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from etl.actors import state_actor
from etl.actors.knowledge import knowledge
from etl.documents import ActorMention, Event, PlaceMention
from etl.events.lexicon import lexicon
from etl.events.page import Entity, Page
from etl.text import fold

_KINDS = {"person": "person", "official": "person", "armed": "armed_group", "crowd": "population", "org": "other",
          "state": "state", "name": "person"}  # fmt: skip
#: Rules of what has no name of its own: a phrase, and a phrase that stands for a place named before.
DESCRIBED, STANDS_FOR = "described", "stands_for"
#: Rule of fighters, arms and buildings that the phrase gives to a named body, which is the actor then.
MEMBER = "member"
_OWNED = frozenset({"armed", "vehicle", "weapon", "facility"})
_BODIES = frozenset({"state", "government", "military", "armed_group", "police", "party", "igo"})


def participant(page: Page, entity: Entity, country: str | None) -> ActorMention:
    """``entity`` as someone who takes part; nameless people are taken to be of ``country``, that of the event."""
    actor = page.titled.get(entity.at) if entity.actor is None else entity.actor
    if actor is not None:
        return page.layers.actors[actor]
    if entity.place is not None:
        place = page.layers.places[entity.place]
        state = state_actor(place)
        if state is not None:
            return state
    found = page.text.span(entity.first, entity.stop, _prefix(page, entity))
    kind = entity.kind or None
    owner = _owner(page, entity)
    if owner is not None and found.start <= owner.start and owner.end <= found.end:
        return replace(owner, start=found.start, end=found.end, text=found.text, rule=MEMBER, form="description",
                       first=entity.first, stop=entity.stop, role=None, head_class=kind)  # fmt: skip
    return ActorMention(
        start=found.start,
        end=found.end,
        text=found.text,
        sentence=found.sentence,
        rule=DESCRIBED,
        first=entity.first,
        stop=entity.stop,
        name_start=found.start,
        name_end=found.end,
        form="description",
        actor_id=None,
        name_ar=None,
        name_en=None,
        kind=_kind(page, entity),
        country=_country(page, entity) or (country if entity.kind in ("person", "crowd", "figure") else None),
        reason="described",
        head_class=kind,
    )


def _owner(page: Page, entity: Entity) -> ActorMention | None:
    """The body that the phrase itself names as that of its fighters, arms or buildings: عناصر من قوات النظام."""
    if entity.kind not in _OWNED:
        return None
    found = dict.fromkeys(page.actor_at[i] for i in range(entity.first, entity.stop) if i in page.actor_at)
    bodies = [page.layers.actors[n] for n in found if page.layers.actors[n].kind in _BODIES]
    return bodies[0] if bodies and bodies[0].actor_id is not None else None


def _kind(page: Page, entity: Entity) -> str:
    """The kind of actor that the head tells: شرطة is no armed group."""
    kind = _KINDS.get(entity.kind, "other")
    if kind != "armed_group":
        return kind
    return knowledge().organisation_heads.get(fold(page.graph(entity.at).lemma(entity.at)), kind)


def _prefix(page: Page, entity: Entity) -> int:
    """Letters of the first word that are conjunction or preposition."""
    graph = page.graph(entity.at)
    word = graph.reading(entity.first)
    if word is None or word.pos == "PRON":
        return 0
    # An article stays whole behind ب, and is one word with ل: بالهجوم is of الهجوم, للهجوم stays as it is.
    parted = word.preposition and word.pos != "VERB" and not (word.definite and word.preposition == "ل")
    return len(word.conjunction) + (1 if parted else 0)


def _country(page: Page, entity: Entity) -> str | None:
    """The country that the phrase itself names: an adjective of nationality, a place."""
    for i in range(entity.first, entity.stop):
        if i in page.actor_at:
            actor = page.layers.actors[page.actor_at[i]]
            if actor.country:
                return actor.country
        if i in page.place_at:
            return page.layers.places[page.place_at[i]].country
    return None


def where(page: Page, entity: Entity) -> PlaceMention | None:
    """``entity`` as a place: a name, or a described place with the named one that it stands for; None for no noun."""
    if entity.place is not None:
        return page.layers.places[entity.place]
    graph = page.graph(entity.at)
    if graph.tag(entity.at) not in ("NOUN", "PROPN"):
        return None  # أكثر من نصف الأحياء: a share is no place
    features = lexicon().stands_for.get(graph.lemma(entity.at), ())
    found = page.text.span(entity.first, entity.stop, _prefix(page, entity))
    meant = next(
        (
            place
            for place in reversed(page.layers.places)
            if place.first < entity.first and place.place_id is not None and place.feature in features
        ),
        None,
    )
    if meant is not None:
        return replace(meant, start=found.start, end=found.end, text=found.text, sentence=found.sentence,
                       name_start=found.start, name_end=found.end, form="description", rule=STANDS_FOR,
                       first=entity.first, stop=entity.stop)  # fmt: skip
    return PlaceMention(
        start=found.start, end=found.end, text=found.text, sentence=found.sentence, rule=DESCRIBED,
        first=entity.first, stop=entity.stop, name_start=found.start, name_end=found.end, form="description",
        place_id=None, name_ar=None, name_en=None, country=None, feature=None, lat=None, lon=None, reason="described",
    )  # fmt: skip


def described(events: Iterable[Event]) -> tuple[tuple[ActorMention, ...], tuple[PlaceMention, ...]]:
    """The phrases without a name that take part in events, or are their places, each once, by position."""
    actors: dict[tuple[int, int], ActorMention] = {}
    places: dict[tuple[int, int], PlaceMention] = {}
    for event in events:
        for actor in (*event.sources, *event.targets, *filter(None, (event.speaker,))):
            if actor.rule == DESCRIBED:
                actors.setdefault((actor.start, actor.end), actor)
        for place in filter(None, (event.place, event.origin, event.destination)):
            if place.rule in (DESCRIBED, STANDS_FOR):
                places.setdefault((place.start, place.end), place)
    return tuple(actors[at] for at in sorted(actors)), tuple(places[at] for at in sorted(places))
