"""Where a phrase is: the place that it names, the named one that it stands for, or the named one that it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from etl.documents import PlaceMention
from etl.events.lexicon import lexicon
from etl.events.page import Entity, Page
from etl.places.gazetteer import Place, countries, demonyms, gazetteer
from etl.syntax.graph import Graph
from etl.text import fold

#: Rules of what has no name of its own: a phrase, one that stands for a place named elsewhere (المدينة), and one that
#: lies in such a place (القنصلية في إسطنبول); a state or its government by whose name the land is meant.
DESCRIBED, STANDS_FOR, LIES_IN, LAND = "described", "stands_for", "lies_in", "land"
#: Prepositions with which a place follows what lies in it.
_IN = frozenset({"", "في", "ب", "من", "ل"})


def where(page: Page, entity: Entity) -> PlaceMention | None:
    """``entity`` as a place; None for what is no noun. Without ``place_id`` where the text does not say which."""
    if entity.place is not None:
        return page.layers.places[entity.place]
    graph = page.graph(entity.at)
    if graph.tag(entity.at) not in ("NOUN", "PROPN"):
        return None  # أكثر من نصف الأحياء: a share is no place
    land = _land(page, entity)
    if land is not None:
        return _phrase(page, entity, land, LAND)
    meant, inside = _meant(page, entity, entity.at), next(_inside(page, entity), None)
    if meant is not None and (inside is None or meant.country == inside.country):  # المدينة الواقعة غرب اليمن
        return _phrase(page, entity, meant, STANDS_FOR)
    around = inside or next(_owned(page, entity), None) or _nation(page, entity)
    return _phrase(page, entity, around, LIES_IN if around is not None else DESCRIBED)


def _phrase(page: Page, entity: Entity, place: Place | PlaceMention | None, rule: str) -> PlaceMention:
    """The phrase as a mention of ``place``, or of none that is known."""
    found = page.text.span(entity.first, entity.stop, page.prefix(entity))
    return PlaceMention(
        start=found.start,
        end=found.end,
        text=found.text,
        sentence=found.sentence,
        rule=rule,
        first=entity.first,
        stop=entity.stop,
        name_start=found.start,
        name_end=found.end,
        form="name" if rule == LAND else "description",
        place_id=place.place_id if place is not None else None,
        name_ar=place.name_ar if place is not None else None,
        name_en=place.name_en if place is not None else None,
        country=place.country if place is not None else None,
        feature=place.feature if place is not None else None,
        lat=place.lat if place is not None else None,
        lon=place.lon if place is not None else None,
        precision=place.precision if place is not None else None,
        reason=None if place is not None else "described",
    )


def _land(page: Page, entity: Entity) -> Place | None:
    """The country or capital by whose name a state or government is meant, where the land is: قتل في سوريا."""
    if entity.actor is None:
        return None
    actor = page.layers.actors[entity.actor]
    if actor.kind not in ("state", "government") or actor.country is None:
        return None
    senses = gazetteer().names.get(fold(page.text.raw[actor.name_start : actor.name_end])) or ()
    named = (sense.place for sense in senses if sense is not None and sense.place.country == actor.country)
    return next(named, countries().get(actor.country) if actor.kind == "state" else None)


def _inside(page: Page, entity: Entity) -> Iterator[PlaceMention]:
    """Named places in the phrase, or which a preposition joins to it: مقر القنصلية السعودية في إسطنبول.

    What follows at once need not hang on it: trees hang "in Aleppo" of "struck three villages in Aleppo" on the verb.
    """
    graph = page.graph(entity.at)
    own = range(entity.first, entity.stop)
    joined = [k for i in own for k in graph.kids(i) if k >= entity.stop and graph.label(k) == "nmod"]
    for i in (*own, *joined, *range(entity.stop, graph.stop)):
        place = page.layers.places[page.place_at[i]] if i in page.place_at else None
        if place is None or place.place_id is None or page.top(place) != i or graph.preposition(i) not in _IN:
            continue
        if i in own or i in joined or all(graph.label(k) == "case" for k in range(entity.stop, graph.phrase(i)[0])):
            yield place


def _owned(page: Page, entity: Entity) -> Iterator[Place | PlaceMention]:
    """What the nouns stand for that own the head of the phrase: محيط المطار, شرق البلاد."""
    graph = page.graph(entity.at)
    for i in range(entity.at + 1, entity.stop):
        if graph.tag(i) == "NOUN" and graph.label(i) == "nmod" and entity.first <= graph.head(i) < entity.stop:
            place = _meant(page, entity, i)
            if place is not None:
                yield place


def _meant(page: Page, entity: Entity, noun: int) -> Place | PlaceMention | None:
    """The place named before that a general noun in the singular with its article stands for."""
    graph = page.graph(noun)
    standing = lexicon().stands_for.get(graph.lemma(noun))
    word = graph.reading(noun)
    if standing is None or word is None or not word.definite or _is_another(graph, noun):
        return None
    if word.stem is not None and not word.stem.agreement.endswith("s"):
        return None
    before = (p for p in reversed(page.layers.places) if p.first < entity.first and p.place_id is not None)
    for place in before:
        if place.feature in standing.features and (not standing.is_called or _called(page, place, graph.lemma(noun))):
            return place
        if "country" in standing.features and place.country is not None:
            return countries().get(place.country)
    return None


def _is_another(graph: Graph, noun: int) -> bool:
    """An adjective of relation tells which one it is: المنطقة الحدودية, but هذه المدينة الساحلية."""
    kids = graph.kids(noun)
    if any(graph.label(k) == "det" for k in kids):
        return False
    words = [graph.reading(k) for k in kids if graph.label(k) == "amod"]
    return any(word is not None and word.stem is not None and word.stem.kind == "nisba" for word in words)


def _called(page: Page, place: PlaceMention, lemma: str) -> bool:
    graph = page.graph(place.first)
    return any(graph.lemma(i) == lemma for i in range(place.first, min(place.stop, graph.stop)))


def _nation(page: Page, entity: Entity) -> Place | None:
    """The country of land by its adjective: الحدود السورية, مدن ألمانية. A building may be that of another state."""
    graph = page.graph(entity.at)
    if graph.lemma(entity.at) not in lexicon().words["of_country"]:
        return None
    for i in range(entity.at + 1, entity.stop):
        country = demonyms().get(page.text.words[i])
        if country is not None and graph.modified(i) >= entity.first:
            return countries().get(country)
    return None
