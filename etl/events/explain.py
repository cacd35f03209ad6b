"""Why an event was coded as it was: the tree of its sentence, the row that fired, the steps, what it hangs under."""

from __future__ import annotations

from typing import NamedTuple

from etl.documents import Event, Why
from etl.events.arcs import Over
from etl.events.lexicon import Row, lexicon
from etl.events.page import Layers, Page
from etl.syntax.graph import Graph
from etl.syntax.trees import Trees
from etl.tables import numbered_rows
from etl.text import Text


class Fired(NamedTuple):
    """A row as it stands in its file."""

    table: str
    line: int
    cells: dict[str, str]


class Step(NamedTuple):
    """A step of the decision with the words that it looked at."""

    why: Why
    text: str


class Explanation(NamedTuple):
    """What speaks for one event."""

    event: Event
    sentence: str
    graph: Graph
    #: Tokens of the trigger, stop exclusive.
    trigger: tuple[int, int]
    #: None where today's tables have no row of that name: an older one coded the event.
    row: Fired | None
    steps: tuple[Step, ...]
    #: Nearest first.
    operators: tuple[Over, ...]


def page_of(text: Text) -> Page:
    """The trees of ``text``, which is all that explaining needs of a page."""
    return Page(Trees(text), Layers((), (), (), ()), None)


def explain(page: Page, event: Event) -> Explanation:
    """The explanation of ``event``, which tells of ``page``."""
    text = page.text
    sentence = text.sentences[event.sentence]
    first, stop = _tokens(text, event)
    row = _rows().get(event.rule)
    start, end = text.raw_span(sentence.start, sentence.end)
    return Explanation(
        event,
        text.raw[start:end],
        page.tree(event.sentence),
        (first, stop),
        fired(row) if row is not None else None,
        tuple(Step(why, text.raw[why.start : why.end]) for why in event.why),
        tuple(page.arcs(first).operators(first)),
    )


def fired(row: Row) -> Fired:
    """``row`` with its line number."""
    return Fired(f"seeds/{row.table}", *list(numbered_rows(row.table))[row.order])


def _rows() -> dict[str, Row]:
    tables = lexicon()
    singles = (row for rows in tables.triggers.values() for row in rows)
    pairs = (row for rows in tables.pairs.values() for _, row in rows)
    return {row.row_id: row for row in (*singles, *pairs, *tables.unlisted.values())}


def _tokens(text: Text, event: Event) -> tuple[int, int]:
    """Tokens that the trigger's characters lie in."""
    sentence = text.sentences[event.sentence]
    spans = ((i, text.raw_span(text.starts[i], text.ends[i])) for i in range(sentence.first, sentence.stop))
    inside = [i for i, (start, end) in spans if start < event.trigger.end and event.trigger.start < end]
    return inside[0], inside[-1] + 1
