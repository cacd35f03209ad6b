"""Who is meant by each mention, on sentences of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.events.participants import DESCRIBED
from etl.pipeline import code
from tests.golden.carriers import carried

CASES = [
    line.split(";", 2)
    for line in (Path(__file__).parent / "actors.csv").read_text(encoding="utf-8").splitlines()[2:]
    if line
]


def found(text: str, published_on: str) -> list[str]:
    coded = code(text, date.fromisoformat(published_on) if published_on else None, "golden")
    named = [m for m in coded.actors if m.rule != DESCRIBED]
    return [f"{m.text}={m.actor_id or '?' + (m.country or '')}" + (f"[{m.role}]" if m.role else "") for m in named]


@pytest.mark.parametrize(("published_on", "text", "expected"), CASES)
def test_actors_of_a_sentence(published_on: str, text: str, expected: str) -> None:
    wanted = [item for item in expected.split(";") if item]
    assert found(text, published_on) == wanted
    assert found(carried(text), published_on) == wanted
