"""The time expressions of the golden table, value by value."""

from __future__ import annotations

import csv
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from etl.dates import find_dates
from etl.numbers import find_numbers
from etl.text import read_text
from tests.golden.carriers import carried

FIELDS = ("timex", "value", "date_start", "date_end", "grain", "modifier", "calendar", "anchor", "reason", "rule")


def _cases() -> list[Any]:
    lines = (Path(__file__).parent / "dates.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    grouped = groupby(rows, key=lambda row: (row["construction"], row["text"], row["published_on"]))
    return [pytest.param(*key, list(group), id=f"{key[0]}-{n}") for n, (key, group) in enumerate(grouped)]


@pytest.mark.parametrize(("construction", "short", "published_on", "rows"), _cases())
def test_golden_sentence(construction: str, short: str, published_on: str, rows: list[dict[str, str]]) -> None:
    expected = [tuple(row[name] for name in ("span", *FIELDS)) for row in rows if row["span"]]
    for text in (short, carried(short)):
        read = read_text(text)
        found = find_dates(read, find_numbers(read), date.fromisoformat(published_on) if published_on else None)
        assert [(t.text, *(str(getattr(t, name) or "") for name in FIELDS)) for t in found] == expected
        assert all(text[t.start : t.end] == t.text for t in found)
