"""Events: who did what to whom, where, when, how many, and who says so."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from etl.documents import Event, Uncoded
from etl.events.coder import event
from etl.events.mentions import Passed, models, told
from etl.events.page import Layers, Page
from etl.events.story import LIKELY, story_models, tell
from etl.events.uncoded import uncoded
from etl.text import Text

__all__ = ["Layers", "find_events"]

_NAMESPACE = uuid5(NAMESPACE_URL, "https://waqai.invalid/event").bytes


def find_events(
    text: Text, layers: Layers, document_id: str, published_on: date | None
) -> tuple[tuple[Event, ...], tuple[Uncoded, ...]]:
    """Events of the document in order of their triggers, and the sentences that gave none, with the reason."""
    page = Page(text, layers)
    mentions, passed = told(page, models(), LIKELY["joins"])
    stories, alone = tell(page, mentions, story_models())
    passed += [Passed(m.trigger, m.sentence, "only_mentioned") for m in alone]
    events = [event(page, story, document_id, published_on, _NAMESPACE) for story in stories]
    events.sort(key=lambda e: (e.trigger.start, e.event_type))
    return tuple(events), uncoded(page, events, passed)
