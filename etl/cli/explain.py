"""``waqai explain``: how an event came about."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from etl.documents import Event, Rejection
from etl.errors import TerminalError
from etl.events import find_events
from etl.events.explain import explain as lines_of
from etl.pipeline import layers_of
from etl.terminal import say
from etl.text import read_text


@click.command()
@click.argument("what")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication of a FILE.")
def explain(what: str, published: datetime | None) -> None:
    """Show how an event came about: WHAT is the id of a stored event, or a file, of which all events are explained."""
    if Path(what).exists():
        from etl.ingest import read_file, scan

        for raw_file in scan(what):
            for item in read_file(raw_file, published_on=published.date() if published else None):
                if isinstance(item, Rejection):
                    raise TerminalError(f"{what}: {item.detail} ({item.reason_code})")
                _explain(item.raw_text, item.published_on, item.document_id, None)
        return
    raw_text, day, document_id = _stored(what)
    if not _explain(raw_text, day, document_id, what):
        raise TerminalError(
            f"event {what} is stored, but today's coder does not code it: another version did. "
            "Its column `why` in core.events holds what decided then; `waqai recode` codes the document again."
        )


def _explain(raw_text: str, day: date | None, document_id: str, only: str | None) -> bool:
    text = read_text(raw_text)
    layers = layers_of(text, day)
    events = find_events(text, layers, document_id, day).events
    chosen: list[Event] = [event for event in events if only in (None, event.event_id)]
    for event in chosen:
        for line in lines_of(text, layers, event):
            say(line)
        say("-" * 80)
    return bool(chosen)


def _stored(event_id: str) -> tuple[str, date | None, str]:
    """Raw text, day of publication and id of the document of a stored event."""
    from uuid import UUID

    from etl.warehouse.connect import connect

    try:
        identifier = str(UUID(event_id))
    except ValueError:
        raise TerminalError(f"{event_id}: neither a file nor the id of an event") from None
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT content.raw_text, document.published_on, document.document_id::text FROM core.events AS event"
            " JOIN core.documents AS document USING (document_id)"
            " JOIN core.document_texts AS content USING (document_id) WHERE event.event_id = %s",
            [identifier],
        )
        row = cursor.fetchone()
    if row is None:
        raise TerminalError(f"{event_id}: the warehouse holds no such event")
    return row[0], row[1], row[2]
