"""One page: a raw text becomes a coded document, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from etl import __version__
from etl.actors import LOCAL_OFFICE, find_actors
from etl.dates import find_dates, no_habits
from etl.documents import CodedDocument, Mention, PlaceMention, TimeExpression
from etl.events import Layers, find_events
from etl.figures import find_figures
from etl.names import Recogniser, find_names
from etl.numbers import find_numbers
from etl.places import find_places, no_adjectives
from etl.syntax.trees import Trees
from etl.text import Text, read_text


def code(
    raw_text: str, published_on: date | None, document_id: str, recogniser: Recogniser | None = None
) -> CodedDocument:
    """Everything that ``raw_text`` says, with ``published_on`` as the day that relative dates count from.

    ``recogniser`` finds the names that no table knows; None means the built-in one.
    """
    return code_text(read_text(raw_text), published_on, document_id, recogniser)


def code_text(
    text: Text, published_on: date | None, document_id: str, recogniser: Recogniser | None = None
) -> CodedDocument:
    """:func:`code` for a text that has been read already."""
    trees = Trees(text)
    layers = layers_of(trees, published_on, recogniser)
    coding = find_events(trees, layers, document_id, published_on)
    places = sorted((*layers.places, *coding.places), key=_position)
    actors = sorted((*layers.actors, *coding.actors), key=_position)
    return CodedDocument(
        layers.figures, layers.dates, tuple(places), tuple(actors), coding.events, coding.uncoded, __version__
    )


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def layers_of(trees: Trees, published_on: date | None, recogniser: Recogniser | None = None) -> Layers:
    """The mentions that events are made of."""
    text = trees.text
    numbers = find_numbers(text)
    dates = no_habits(find_dates(text, numbers, published_on), trees)
    figures = find_figures(text, numbers, dates, trees)
    names = find_names(text, recogniser)
    places = tuple(no_adjectives(find_places(text, names), trees))
    dates = _not_in_names(dates, places)
    places = _outside(places, dates)
    actors = find_actors(text, names, places, published_on, trees)
    days = {position for expression in dates for position in range(expression.first, expression.stop)}
    actors = tuple(actor for actor in actors if actor.actor_id or actor.first not in days)  # صباح أمس is no Sabah
    acting = (actor for actor in actors if actor.rule != LOCAL_OFFICE)
    places = _outside(places, acting)  # a place that acts is an actor: "دمشق تسعى" names a government
    return Layers(figures, dates, places, actors)


def _not_in_names(dates: Iterable[TimeExpression], places: Iterable[PlaceMention]) -> tuple[TimeExpression, ...]:
    """``dates`` without those that a known place is called by: مدينة السادس من أكتوبر is a town and no day."""
    at = {position: place for place in places if place.place_id for position in range(place.first, place.stop)}
    return tuple(day for day in dates if not (day.first in at and _is_part(day, at[day.first])))


def _is_part(day: TimeExpression, place: PlaceMention) -> bool:
    return day.stop <= place.stop and day.stop - day.first < place.stop - place.first


def _outside(places: Iterable[PlaceMention], others: Iterable[Mention]) -> tuple[PlaceMention, ...]:
    """Places none of whose words are part of ``others``: 26 آب is a day, not the town of Ibb."""
    taken = {position for other in others for position in range(other.first, other.stop)}
    return tuple(place for place in places if taken.isdisjoint(range(place.first, place.stop)))
