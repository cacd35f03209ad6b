"""Why an event was coded so, as ``waqai explain`` says it, for a page."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from etl.errors import TerminalError
from etl.events.explain import Explanation, explain, page_of
from etl.load.version import coding_version
from etl.publish.coded import coded_event
from etl.syntax.graph import show
from etl.text import read_text


class Explained(NamedTuple):
    """An explanation and what a page says beside it."""

    found: Explanation
    #: Number, word, part of speech, lemma, relation, number and word of the governor; whether it is of the trigger.
    tree: list[tuple[list[str], bool]]
    #: Who coded it, where that was another version than today's.
    coded_by: str


def explained(event_id: UUID, url: str) -> Explained | None:
    """None for what no coding made: an analyst added it."""
    try:
        coded = coded_event(event_id, url=url)
    except TerminalError:
        return None
    found = explain(page_of(read_text(coded.raw_text)), coded.event)
    first, stop = found.trigger
    lines = (line.split("\t") for line in show(found.graph).splitlines())
    tree = [(cells, first <= int(cells[0]) < stop) for cells in lines]
    return Explained(found, tree, coded.version if coded.version != coding_version() else "")
