"""A coded event back from the warehouse, with its text: as it was coded, whatever analysts corrected since."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from etl.documents import Event, Span, Why
from etl.errors import TerminalError
from etl.publish.queries import layout
from etl.publish.reading import reading, rows


class Coded(NamedTuple):
    """An event and the raw text that it points into; participants, places and figures are left out."""

    event: Event
    raw_text: str
    #: Who coded it.
    version: str


def coded_event(event_id: UUID, *, url: str | None = None) -> Coded:
    """The event of that id. Raises TerminalError where the warehouse has none."""
    with reading(url) as connection:
        found = rows(connection, layout("explain"), {"event_id": str(event_id)})
    if not found:
        raise TerminalError(f"no event has the id {event_id}: events_all lists them")
    (row,) = found
    trigger = Span(row.start_offset, row.end_offset, row.surface, row.sentence_no)
    event = Event(
        event_id=row.event_id,
        event_type=row.event_type,
        plover_type=row.plover_type,
        plover_mode=row.plover_mode,
        cameo_code=row.cameo_code,
        trigger=trigger,
        mentions=(trigger,),
        rule=row.rule,
        date_start=row.starts_on,
        date_end=row.ends_on,
        date_source=row.date_source,
        modality=row.modality,
        confidence=row.confidence,
        why=tuple(Why(**step) for step in row.why or ()),
    )
    return Coded(event, row.raw_text, row.coding_version)
