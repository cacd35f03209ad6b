"""Phrases as participants and places: identity where the tables know one, else the phrase, its class and country."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from etl.actors import state_actor
from etl.actors.knowledge import knowledge
from etl.documents import ActorMention, Event, PlaceMention
from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.events.placing import DESCRIBED, LAND, LIES_IN, STANDS_FOR, where
from etl.events.story import LIKELY
from etl.text import fold

M = TypeVar("M", ActorMention, PlaceMention)

_KINDS = {"person": "person", "official": "person", "armed": "armed_group", "crowd": "population", "org": "other",
          "state": "state", "name": "person"}  # fmt: skip
#: Rule of fighters, arms and buildings that the phrase gives to a named body, which is the actor then.
MEMBER = "member"
_OWNED = frozenset({"armed", "vehicle", "weapon", "facility"})
#: Least probability with which a phrase is listed: that of the parts of events, but a half of it for what a deed is
#: done to, which events lack most often.
_LISTED = {"source": LIKELY["source"], "target": 0.5 * LIKELY["target"], "speaker": LIKELY["speaker"]}
_COUNTED = frozenset({"person", "official", "armed", "crowd", "facility", "vehicle", "weapon"})
_TAKES_PART = _COUNTED | {"org", "name", ""}
_SITES = frozenset({"place", "facility", "name", ""})
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
    found = page.text.span(entity.first, entity.stop, page.prefix(entity))
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


def described(
    page: Page, events: Iterable[Event], mentions: Sequence[Told]
) -> tuple[tuple[ActorMention, ...], tuple[PlaceMention, ...]]:
    """The phrases without a name that act, suffer or speak, and those that are places of events, by position.

    Whoever takes part in an event or in one of ``mentions``, which are too unlikely or too like another to be events,
    and people, buildings, vehicles and arms that are counted; where such a mention may be; with the others of a list.
    What stands for a place that is named before is listed where an event is there.
    """
    told = list(events)
    people = [actor for event in told for actor in (*event.sources, *event.targets, *filter(None, (event.speaker,)))]
    phrases = [
        entity
        for mention in mentions
        for role, least in _LISTED.items()
        for p, entity in mention.parts[role]
        if p >= least
    ]
    phrases += [other for entity in phrases for other in _listed_with(page, entity, _TAKES_PART)]
    for sentence, figures in enumerate(page.figures):
        if figures:
            phrases += [e for e in page.phrases(sentence) if e.figure is not None and e.kind in _COUNTED]
    people += [participant(page, entity, None) for entity in phrases]
    places = [place for event in told for place in (event.place, event.origin, event.destination) if place is not None]
    scenes = [entity for mention in mentions for p, entity in mention.parts["place"] if p >= LIKELY["place"]]
    around = (where(page, other) for entity in scenes for other in (entity, *_listed_with(page, entity, _SITES)))
    places += (place for place in around if place is not None and place.rule != STANDS_FOR)
    return _each(people, (DESCRIBED,)), _each(places, (DESCRIBED, STANDS_FOR, LIES_IN, LAND))


def _listed_with(page: Page, entity: Entity, kinds: Collection[str]) -> Iterator[Entity]:
    """The others of the list that ``entity`` begins: مناطق أخرى of في عدن ومناطق أخرى."""
    return (e for e in page.phrases(entity.sentence) if e.kind in kinds and joined(page, e, entity))


def joined(page: Page, entity: Entity, other: Entity) -> bool:
    """``entity`` is the next in a list that begins with ``other``: فرنسا وألمانيا."""
    graph = page.graph(entity.at)
    is_next = entity.sentence == other.sentence and graph.label(entity.at) == "conj"
    return is_next and other.first <= graph.head(entity.at) < other.stop


def _each(mentions: Iterable[M], rules: Collection[str]) -> tuple[M, ...]:
    """The first of ``mentions`` at each stretch of the text that one of ``rules`` found, by position."""
    found: dict[tuple[int, int], M] = {}
    for mention in mentions:
        if mention.rule in rules:
            found.setdefault((mention.start, mention.end), mention)
    return tuple(found[at] for at in sorted(found))
