"""Sentences of our own and the places in them: span, identity, kind and relation."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from etl.places import find_places
from etl.text import read_text
from tests.golden.carriers import carried

_LINES = Path(__file__).with_name("places.csv").read_text(encoding="utf-8").splitlines()
CASES = [(row["sentence"], row["expected"]) for row in csv.DictReader(_LINES[1:])]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:30] for sentence, _ in CASES])
def test_places_of_a_sentence(sentence: str, expected: str) -> None:
    for text in (sentence, carried(sentence)):
        found = [
            f"{m.text} = {m.name_en}, {m.country or '-'}, {m.feature}, {m.relation or '-'}"
            for m in find_places(read_text(text), ())
        ]
        assert "; ".join(found) == expected
