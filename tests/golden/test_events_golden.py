"""The events of the golden table: type, modality, participants, places, figures and days."""

from __future__ import annotations

import csv
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from etl.documents import Event
from etl.pipeline import code

PUBLISHED = date(2016, 12, 13)
COLUMNS = ("event_type", "modality", "sources", "targets", "place", "origin", "destination", "figures", "day")


def _cases() -> list[Any]:
    lines = (Path(__file__).parent / "events.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    grouped = groupby(rows, key=lambda row: (row["construction"], row["text"]))
    return [pytest.param(text, list(group), id=f"{name}-{n}") for n, ((name, text), group) in enumerate(grouped)]


def _row(event: Event, figures: tuple[Any, ...]) -> tuple[str, ...]:
    places = [place.text if place else "" for place in (event.place, event.origin, event.destination)]
    return (
        event.event_type,
        event.modality,
        " + ".join(actor.text for actor in event.sources),
        " + ".join(actor.text for actor in event.targets),
        *places,
        " + ".join(figures[i].text for i in event.figures),
        str(event.date_start) if event.date is not None else "",
    )


@pytest.mark.parametrize(("text", "rows"), _cases())
def test_golden_sentence(text: str, rows: list[dict[str, str]]) -> None:
    coded = code(text, PUBLISHED, "golden")
    expected = [tuple(row[name] for name in COLUMNS) for row in rows if row["event_type"]]
    assert [_row(event, coded.figures) for event in coded.events] == expected


@pytest.mark.parametrize(("text", "rows"), _cases())
def test_only_what_happened_is_a_fact(text: str, rows: list[dict[str, str]]) -> None:
    """No event that the table calls unreal is stored as asserted, whatever else is found."""
    unreal = {row["event_type"] for row in rows if row["modality"] not in ("", "asserted")}
    asserted = {event.event_type for event in code(text, PUBLISHED, "golden").events if event.modality == "asserted"}
    assert not unreal & asserted
