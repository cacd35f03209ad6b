"""Each construction of figures.csv gives exactly the figures written beside it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from etl.dates import find_dates
from etl.documents import Figure
from etl.figures import find_figures
from etl.numbers import find_numbers
from etl.syntax.trees import Trees
from etl.text import read_text
from tests.golden.carriers import carried

CONSTRUCTIONS = Path(__file__).with_name("figures.csv")


def figures_of(raw: str) -> tuple[Figure, ...]:
    text = read_text(raw)
    numbers = find_numbers(text)
    return find_figures(text, numbers, find_dates(text, numbers, date(2017, 3, 8)), Trees(text))


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def describe(figure: Figure, figures: tuple[Figure, ...]) -> str:
    """Surface, interval, qualifier, unit and what else is known, as figures.csv writes them."""
    low, high = _plain(figure.low), _plain(figure.high)
    parts = [
        f"«{figure.text}»",
        low if low == high else f"{low}..{high}",
        figure.qualifier if figure.qualifier != "exact" else "",
        figure.unit,
        figure.unit_code or "",
        figure.kind or "",
        figure.flow or "",
        "" if figure.part_of is None else f"of «{figures[figure.part_of].text}»",
    ]
    return " ".join(part for part in parts if part)


def _rows() -> list[dict[str, str]]:
    with CONSTRUCTIONS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["construction"])
def test_construction(row: dict[str, str]) -> None:
    for text in (row["text"], carried(row["text"])):
        figures = figures_of(text)
        assert "; ".join(describe(figure, figures) for figure in figures) == row["output"]
        for figure in figures:
            assert text[figure.start : figure.end] == figure.text
            assert figure.start <= figure.number_start < figure.number_end <= figure.end
