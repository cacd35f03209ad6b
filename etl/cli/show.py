"""A coded document on a terminal, readable in either direction."""

from __future__ import annotations

from rich.table import Table

from etl.documents import ActorMention, CodedDocument, Document, Event, Figure, PlaceMention, TimeExpression
from etl.terminal import NARROW, cards, console, isolated


def show_document(document: Document, coded: CodedDocument) -> None:
    """Print the five layers of one document as tables."""
    out = console()
    out.print(f"{document.origin.uri} published {document.published_on} ({document.published_source})")
    layers: tuple[tuple[str, list[str], list[list[str]]], ...] = (
        ("Events", ["day", "type", "who", "whom", "where", "how many", "modality", "trigger"], _events(coded)),
        ("Figures", ["low", "high", "qualifier", "unit", "kind"], [_figure(f) for f in coded.figures]),
        ("Dates", ["value", "days", "grain"], [_date(d) for d in coded.dates]),
        ("Places", ["id", "name", "country", "relation"], [_place(p) for p in coded.places]),
        ("Actors", ["id", "name", "kind", "country"], [_actor(a) for a in coded.actors]),
    )
    for title, columns, rows in layers:
        named = columns if title == "Events" else [*columns, "start-end", "text"]
        if out.width < NARROW:
            out.print(cards(f"{title} ({len(rows)})", named, rows))
            out.print()
            continue
        table = Table(title=f"{title} ({len(rows)})", title_justify="left")
        for column in named:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*row)
        out.print(table)


def _events(coded: CodedDocument) -> list[list[str]]:
    return [_event(event, coded) for event in coded.events]


def _event(event: Event, coded: CodedDocument) -> list[str]:
    return [
        days(event.date_start, event.date_end) + (" (lent)" if event.date_source == "published" else ""),
        event.event_type,
        ", ".join(actor.name_en or isolated(actor.text) for actor in event.sources),
        ", ".join(actor.name_en or isolated(actor.text) for actor in event.targets),
        place_name(event.place or event.destination or event.origin),
        ", ".join(isolated(coded.figures[i].text) for i in event.figures),
        event.modality,
        isolated(event.trigger.text),
    ]


def _figure(m: Figure) -> list[str]:
    unit = f"{m.unit} {m.unit_code or ''}".strip()
    return [_number(m.low), _number(m.high), m.qualifier, unit, m.kind or "", *_span(m)]


def _date(m: TimeExpression) -> list[str]:
    return [m.value or m.reason or "", days(m.date_start, m.date_end), m.grain, *_span(m)]


def _place(m: PlaceMention) -> list[str]:
    return [m.place_id or m.reason or "", place_name(m), m.country or "", m.relation or "", *_span(m)]


def _actor(m: ActorMention) -> list[str]:
    return [m.actor_id or m.reason or "", m.name_en or isolated(m.name_ar), m.kind, m.country or "", *_span(m)]


def _span(m: Figure | TimeExpression | PlaceMention | ActorMention) -> list[str]:
    return [f"{m.start}-{m.end}", isolated(m.text)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def days(start: object, end: object) -> str:
    """One day, or an interval, or nothing."""
    return "" if start is None else str(start) if start == end or end is None else f"{start}..{end}"


def place_name(place: PlaceMention | None) -> str:
    """The English name where there is one."""
    return "" if place is None else place.name_en or isolated(place.text)
