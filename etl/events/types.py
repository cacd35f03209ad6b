"""The event types of ``seeds/event_types.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.tables import read_csv


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
