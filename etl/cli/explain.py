"""``waqai explain``: why an event was coded as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click
from rich.table import Table

from etl.cli.coding import coded_documents, coding
from etl.cli.show import days
from etl.errors import TerminalError
from etl.terminal import console, isolated, say

if TYPE_CHECKING:
    from etl.documents import Document
    from etl.events.explain import Explanation


@click.command()
@click.argument("what", metavar="EVENT_ID|FILE")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication of a FILE.")
@click.option("--event", "number", type=click.IntRange(1), help="Only the event of this number in FILE, from 1.")
def explain(what: str, published: datetime | None, number: int | None) -> None:
    """Show why an event of the warehouse, or each event of FILE, was coded so.

    The sentence and its tree, the row of the triggers that fired, the steps with their weights and what came
    second, and the words that decide whether it happened.
    """
    event_id = _uuid(what)
    if event_id is None:
        _explain_file(what, published, number)
        return
    if published or number:
        raise click.UsageError("--published and --event belong to a FILE")
    from etl.events.explain import explain as explained
    from etl.events.explain import page_of
    from etl.load.version import coding_version
    from etl.publish.coded import coded_event
    from etl.text import read_text

    coded = coded_event(event_id)
    if coded.version != coding_version():
        say(f"Coded by {coded.version}; the tree and the row are those of {coding_version()}.")
    with coding(what):
        found = explained(page_of(read_text(coded.raw_text)), coded.event)
    show(found)


def _uuid(what: str) -> UUID | None:
    try:
        return UUID(what)
    except ValueError:
        return None


def _explain_file(file: str, published: datetime | None, number: int | None) -> None:
    from etl.bounds import bounded_time, check_words
    from etl.events.explain import explain as explained
    from etl.events.explain import page_of
    from etl.pipeline import code_text
    from etl.text import read_text

    if not Path(file).is_file():
        raise click.UsageError(f"{file} is neither the id of an event nor a file")
    count = 0

    def explained_events(document: Document) -> list[tuple[int, Explanation]]:
        nonlocal count
        with bounded_time():
            text = read_text(document.raw_text)
            check_words(text)
            events = code_text(text, document.published_on, document.document_id).events
            page = page_of(text)
            first, count = count + 1, count + len(events)
            return [(n, explained(page, event)) for n, event in enumerate(events, first) if number in (None, n)]

    for _, found in coded_documents(file, published, explained_events):
        for place, explanation in found:
            say(f"Event {place}")
            show(explanation)
    if not count:
        say("No event was found.")
    elif number is not None and number > count:
        raise TerminalError(f"{file} has no event of number {number}; the last one is {count}")


def show(found: Explanation) -> None:
    """Print an explanation, readable in either direction."""
    from etl.syntax.graph import show as show_tree

    event, out = found.event, console()
    day = days(event.date_start, event.date_end)
    told = (event.event_type, event.modality, f"{day} ({event.date_source})" if day else "no day")
    say(f"{', '.join(told)}, sure {event.confidence:.2f}: {isolated(event.trigger.text)}")
    say(isolated(found.sentence))
    say(f"id    {event.event_id}")
    say(f"rule  {event.rule}")
    if found.row is None:
        say("row   today's tables have no such row")
    else:
        cells = ", ".join(f"{name} {isolated(cell)}" for name, cell in found.row.cells.items() if cell)
        say(f"row   {found.row.table}, line {found.row.line}: {cells}")
    table = _table("Steps", "step", "rule", "in the text", "weight", "second")
    for why, words in found.steps:
        table.add_row(why.step, isolated(why.rule), isolated(words), f"{why.weight:.2f}", isolated(why.rejected))
    out.print(table)
    if found.operators:
        table = _table("Operators", "word", "arcs up", "slot", "makes it", "only")
        for lemma, arcs, operator in found.operators:
            only = " ".join(sorted(operator.types))
            table.add_row(isolated(lemma), str(arcs), isolated(operator.slot), operator.modality, only)
        out.print(table)
    table = _table("Tree", "no", "word", "part", "lemma", "relation", "to", "governor")
    first, stop = found.trigger
    for line in show_tree(found.graph).splitlines():
        number, *columns = line.split("\t")
        mark = "*" if first <= int(number) < stop else ""
        table.add_row(number + mark, *map(isolated, columns))
    out.print(table)


def _table(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left", box=None, pad_edge=False)
