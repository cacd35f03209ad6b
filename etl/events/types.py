"""The event types of ``seeds/event_types.csv`` and the frames that say which phrase plays which part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.tables import read_csv
from etl.text import fold


@dataclass(frozen=True, slots=True)
class EventType:
    """One of our types with its homes in other codebooks; None where a codebook has none."""

    code: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None
    #: PLOVER quad code 1 to 4, 0 where the type has none.
    quad: int


@cache
def event_types() -> dict[str, EventType]:
    """All types by code."""
    return {
        row["event_type"]: EventType(
            row["event_type"],
            row["plover_type"] or None,
            row["plover_mode"] or None,
            row["cameo_code"] or None,
            int(row["quad_code"] or 0),
        )
        for row in read_csv("event_types.csv")
    }


@cache
def frames() -> dict[str, dict[str, str]]:
    """frame -> slot -> role; slots are subject, object, genitive, by, nisba, suffix or a preposition."""
    found: dict[str, dict[str, str]] = {}
    for row in read_csv("event_frames.csv"):
        found.setdefault(row["frame"], {})[fold(row["slot"])] = row["role"]
    return found
