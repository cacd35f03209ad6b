"""Types with which one event may be told."""

from __future__ import annotations

from functools import cache

from etl.events.types import event_types
from etl.tables import read_csv


@cache
def families() -> dict[str, str]:
    """Event type -> the family of types with which one event may be told; a type of no family is its own."""
    found = {name: name for name in event_types()}
    for row in read_csv("event_families.csv"):
        found.update(dict.fromkeys(row["event_types"].split(), row["family"]))
    return found
