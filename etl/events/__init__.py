"""Events: who did what to whom, where, when, how many, and who says so."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from etl.documents import ActorMention, Event, PlaceMention, Uncoded
from etl.events.alone import is_alone, news
from etl.events.coder import event
from etl.events.mentions import Models, Passed, models, told
from etl.events.page import Layers, Page
from etl.events.participants import described
from etl.events.story import LIKELY, StoryModels, story_models, tell
from etl.events.uncoded import uncoded
from etl.syntax.trees import Trees

__all__ = ["Coding", "Layers", "code", "find_events"]

_NAMESPACE = uuid5(NAMESPACE_URL, "https://waqai.invalid/event").bytes


class Coding(NamedTuple):
    """What the coder finds in a document."""

    #: In order of their triggers.
    events: tuple[Event, ...]
    #: Sentences that gave none, with the reason.
    uncoded: tuple[Uncoded, ...]
    #: Phrases without a name: people and things that take part in what is told or mentioned, places of the events.
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]


def find_events(trees: Trees, layers: Layers, document_id: str, published_on: date | None) -> Coding:
    """The events of a document, on the mentions of its other layers."""
    return code(Page(trees, layers, published_on), document_id, models(), story_models())


def code(page: Page, document_id: str, fitted: Models, across: StoryModels) -> Coding:
    """The events of a page as these models tell them."""
    if is_alone(page):
        mentions, passed = told(page, fitted, 0.0)
        mentions, further = news(page, mentions, LIKELY["joins"])
        passed += further
    else:
        mentions, passed = told(page, fitted, LIKELY["joins"])
    stories, alone = tell(page, mentions, across)
    passed += [Passed(m.trigger, m.sentence, "only_mentioned") for m in alone]
    events = [event(page, story, document_id, page.published_on, _NAMESPACE) for story in stories]
    events.sort(key=lambda e: (e.trigger.start, e.event_type))
    return Coding(tuple(events), uncoded(page, events, passed), *described(page, events, mentions))
