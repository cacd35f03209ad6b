"""How fast figures and dates are read, with the peers that are installed beside ours on the same text.

    python benchmarks/figures_dates.py [--articles 200] [--megabytes 10]

Peers (install those that you want to see): dateparser.search, PyArabic's number phrases, Maha (package mahad). Each row
says how many characters of synthetic wire text a core reads in a second, and how many times faster ours is. Then two
texts without end, one of digits and one of number words, show that time is linear in the length.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

from corpus import articles

from etl.dates import find_dates
from etl.figures import find_figures
from etl.numbers import find_numbers
from etl.text import read_text

DAY = date(2016, 12, 11)
#: The peers are slow: they get the first articles only.
PEER_ARTICLES = 20


def ours(raw: str) -> None:
    text = read_text(raw)
    numbers = find_numbers(text)
    find_figures(text, numbers, find_dates(text, numbers, DAY))


def layers(texts: list[str]) -> Iterator[tuple[str, float]]:
    """(room, characters a second) of each of our rooms alone."""
    size = sum(map(len, texts))
    read = [read_text(raw) for raw in texts]
    numbers = [find_numbers(text) for text in read]
    dates = [find_dates(text, found, DAY) for text, found in zip(read, numbers, strict=True)]
    yield "text", size / seconds(lambda: [read_text(raw) for raw in texts])
    yield "numbers", size / seconds(lambda: [find_numbers(text) for text in read])
    yield "dates", size / seconds(lambda: [find_dates(*pair, DAY) for pair in zip(read, numbers, strict=True)])
    yield "figures", size / seconds(lambda: [find_figures(*each) for each in zip(read, numbers, dates, strict=True)])


def peers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """The peers that can be imported, by name."""
    try:
        from dateparser.search import search_dates

        yield "dateparser.search", lambda raw: search_dates(raw, languages=["ar"])
    except ImportError:
        print("dateparser: not installed")
    try:
        from pyarabic.number import extract_number_phrases

        yield "PyArabic number phrases", lambda raw: extract_number_phrases(raw)
    except ImportError:
        print("PyArabic: not installed")
    try:
        from maha.parsers.functions import parse_dimension

        yield "Maha numbers and times", lambda raw: parse_dimension(raw, numeral=True, time=True)
    except ImportError:
        print("Maha: not installed")


def seconds(job: Callable[[], object]) -> float:
    """Processor time of one run of ``job``."""
    began = time.process_time()
    job()
    return time.process_time() - began


def speed(job: Callable[[str], object], texts: list[str]) -> float:
    """Characters a second."""
    return sum(map(len, texts)) / seconds(lambda: [job(raw) for raw in texts])


def linearity(megabytes: int) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    """(text, [(characters, seconds)]) for a quarter, a half and all of ``megabytes`` million characters."""
    for name, unit in (
        ("digits", "4"),
        ("digits and blanks", "1234 56,7 "),
        ("number words", "خمسة وعشرون ألفا وثلاثمئة "),
    ):
        rows = []
        for part in (4, 2, 1):
            raw = unit * (megabytes * 1_000_000 // part // len(unit))
            rows.append((len(raw), seconds(lambda raw=raw: ours(raw))))  # type: ignore[misc]
        yield name, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=10)
    arguments = parser.parse_args()
    texts = [article["text"] for article in articles(arguments.articles)]
    ours(texts[0])  # loads the tables
    mine = speed(ours, texts)
    print(f"{'figures and dates, text included':36s} {mine:12,.0f} characters/s")
    for room, rate in layers(texts):
        print(f"  {room:34s} {rate:12,.0f}")
    for name, job in peers():
        rate = speed(job, texts[:PEER_ARTICLES])
        print(f"{name:36s} {rate:12,.0f} characters/s   ours: {mine / rate:.1f} times")
    for name, rows in linearity(arguments.megabytes):
        print(f"{name}: " + ", ".join(f"{size:,} in {spent:.2f} s" for size, spent in rows))


if __name__ == "__main__":
    sys.exit(main())
