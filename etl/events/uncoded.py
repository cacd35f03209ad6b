"""What gave no event, sentence by sentence, with the reason: the work list for the lexicons."""

from __future__ import annotations

from collections.abc import Iterable

from etl.documents import Event, Uncoded
from etl.events.mentions import Passed
from etl.events.page import Page

# Kinds of figures that count people to whom something was done.
_HARM = frozenset({"killed", "injured", "harmed", "displaced", "detained", "missing", "evacuated", "besieged"})


def uncoded(page: Page, events: Iterable[Event], passed: Iterable[Passed]) -> tuple[Uncoded, ...]:
    """Sentences whose triggers all were passed over, and those whose dead, injured or displaced belong to no event."""
    told = list(events)
    coded = {mention.sentence for event in told for mention in event.mentions}
    bound = {figure for event in told for figure in event.figures}
    reasons: dict[int, str] = {}
    for n, figure in enumerate(page.layers.figures):
        if figure.kind in _HARM and n not in bound and figure.part_of not in bound:
            reasons[figure.sentence] = "figure_unbound"
    for trigger in passed:
        if trigger.sentence not in coded:
            reasons.setdefault(trigger.sentence, trigger.reason)
    return tuple(_report(page, sentence, reasons[sentence]) for sentence in sorted(reasons))


def _report(page: Page, sentence: int, reason: str) -> Uncoded:
    stretch = page.text.sentences[sentence]
    span = page.text.span(stretch.first, stretch.stop)
    return Uncoded(sentence, reason, span.start, span.end, span.text)
