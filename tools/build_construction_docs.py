"""Write docs/figures_dates.md, a table of every construction, from the data that the tests run.

    python tools/build_construction_docs.py [--check]

Reads tests/golden/figures.csv (construction, text, output) and tests/golden/dates.csv (construction, text, span, timex,
value, date_start, date_end, ...; several rows a text); a file that is absent is left out. With ``--check`` it writes
nothing and exits with 1 where the page is out of date.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
PAGE = ROOT / "docs" / "figures_dates.md"

INTRODUCTION = """# Figures and dates: the constructions

What the two grammars read, one example each. This page is generated from `tests/golden/figures.csv` and
`tests/golden/dates.csv`, which the tests run, by `python tools/build_construction_docs.py`; do not edit it.

A figure is written as «surface», number or interval (`10..` has no upper bound), qualifier unless exact, unit,
unit code (ISO 4217, UCUM), what happened, how it is counted (flow, cumulative, stock, share), and of which other figure
it is a part (of «…»).
A time expression is written as «surface», TIMEX3 type and value, and the days that it covers; relative ones count from
the day of publication beside the example. A dash says that the text holds none, however much it may look like one.
"""


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a golden table without its comments; none where the table is absent."""
    path = GOLDEN / name
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def figures() -> Iterator[tuple[str, str, str]]:
    """(construction, example, output) of each figure construction."""
    for row in rows("figures.csv"):
        yield row["construction"], row["text"], row["output"]


def dates() -> Iterator[tuple[str, str, str]]:
    """(construction, example, output) of each time expression construction."""
    table = rows("dates.csv")
    for (construction, text, day), group in groupby(
        table, key=lambda row: (row["construction"], row["text"], row.get("published_on", ""))
    ):
        outputs = [_expression(row) for row in group if row["span"]]
        yield construction, f"{text} ({day})" if day else text, "; ".join(outputs)


def _expression(row: dict[str, str]) -> str:
    first, last = row["date_start"], row["date_end"]
    days = "" if not first else first if first == last else f"{first} to {last}"
    return " ".join(part for part in (f"«{row['span']}»", row["timex"], row["value"], days and f"({days})") if part)


def _table(title: str, entries: Iterator[tuple[str, str, str]]) -> list[str]:
    lines = [f"| {c} | {t} | {o or '—'} |".replace("\n", " ") for c, t, o in entries]
    return (
        ["", f"## {title}", "", "| construction | example | output |", "| --- | --- | --- |", *lines] if lines else []
    )


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION.rstrip("\n"), *_table("Figures", figures()), *_table("Dates", dates()), ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    wanted = page()
    if parser.parse_args().check:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
