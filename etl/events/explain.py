"""Why an event was coded: its sentence, the tree, the row that fired, the operators over it and each decision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from etl.documents import Event
from etl.events.features import operators
from etl.events.lexicon import Row, lexicon
from etl.events.page import Layers, Page
from etl.events.triggers import Trigger
from etl.syntax.graph import show
from etl.tables import seed
from etl.text import Text


def explain(text: Text, layers: Layers, event: Event) -> Iterator[str]:
    """Lines of text that say how ``event`` of this document came about."""
    page = Page(text, layers)
    sentence = text.sentences[event.sentence]
    yield text.span(sentence.first, sentence.stop).text
    yield ""
    yield f"{event.event_type}, {event.modality}, confidence {event.confidence}: {event.trigger.text}"
    row = _row(event.rule)
    if row is not None:
        yield f"row {event.rule} of seeds/triggers.csv, line {_line(row)}, frame {row.frame}"
        at = next(
            (
                i
                for i in range(sentence.first, sentence.stop)
                if text.span(i, i + 1).end > event.trigger.start and text.span(i, i + 1).start < event.trigger.end
            ),
            sentence.first,
        )
        over = operators(page, Trigger(at, at + 1, row, event.event_type, False))
        for name, distance, operator in over:
            yield f"operator {name}, {distance} arcs away: {operator.modality}"
    for step in event.why:
        words = text.raw[step.start : step.end]
        second = f"; second: {step.rejected}" if step.rejected else ""
        yield f"{step.step}: {words} ({step.rule}, {step.weight:.2f}{second})"
    if event.date_source:
        yield f"day: {event.date_start} to {event.date_end}, from {event.date_source}"
    yield ""
    yield show(page.tree(event.sentence))


def _row(rule: str) -> Row | None:
    return _rows().get(rule)


@cache
def _rows() -> dict[str, Row]:
    tables = lexicon()
    paired = [row for rows in tables.pairs.values() for _, row in rows]
    return {row.row_id: row for row in (*(r for rows in tables.triggers.values() for r in rows), *paired)}


def _line(row: Row) -> int:
    """Line of the row in its file, for grep."""
    lines = seed("triggers.csv").read_text(encoding="utf-8").splitlines()
    table = [n for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    return table[row.order + 1]
