#!/usr/bin/env python3
"""Speed, memory and load time of names, places and actors: ``python benchmarks/entities.py [FILE ...]``.

Each FILE is plain text, a blank line between articles; without one, the synthetic corpus is used, whose few words
flatter every stage that remembers words. Text is read beforehand and not counted. A second run, in a process of its
own, doubles every phrase table (each phrase a second time with a word more, so that each hit looks at two lengths).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from corpus import articles
from rich.console import Console
from rich.table import Table

from etl.syntax.trees import Trees
from etl.text import PhraseTable, Text, read_text

T = TypeVar("T")
REPEATS = 3
ARTICLES = 300
TOKENS = 300_000
GOALS = {"speed": 100_000, "memory": 300, "load": 1.0, "ratio": 0.5}


class Doubled(PhraseTable[T]):
    """A phrase table with twice the phrases."""

    def __init__(self, entries: Iterable[tuple[str, T]], *rest: frozenset[str]) -> None:
        known = list(entries)
        super().__init__([*known, *((f"{phrase} ثانيا", value) for phrase, value in known)], *rest)


def texts(files: list[Path]) -> list[Text]:
    if not files:
        return [read_text(article["text"]) for article in articles(ARTICLES)]
    found: list[Text] = []
    tokens = 0
    for file in files:
        for paragraph in file.read_text(encoding="utf-8").split("\n\n"):
            if tokens > TOKENS:
                break
            found.append(read_text(paragraph))
            tokens += len(found[-1].words)
    return found


def measure(files: list[Path], doubled: bool) -> dict[str, float]:
    """Processor seconds of each stage over the corpus (best of REPEATS), of loading, and megabytes."""
    if doubled:
        import etl.text

        etl.text.PhraseTable = Doubled  # type: ignore[misc]
    corpus = texts(files)
    before = peak()
    begun = time.process_time()
    from etl.actors import find_actors
    from etl.names import find_names
    from etl.places import find_places

    first = read_text("وصل الرئيس إلى دمشق")
    places = find_places(first, find_names(first))
    find_actors(first, (), places, None, Trees(first))
    load = time.process_time() - begun
    best: dict[str, float] = {}
    for repeat in range(REPEATS):
        marks = [time.process_time()]
        names = [find_names(text) for text in corpus]
        marks.append(time.process_time())
        located = [find_places(text, its) for text, its in zip(corpus, names, strict=True)]
        marks.append(time.process_time())
        for text, its, there in zip(corpus, names, located, strict=True):
            find_actors(text, its, there, None, Trees(text))
        marks.append(time.process_time())
        spent = dict(zip(("names", "places", "actors"), (b - a for a, b in pairwise(marks)), strict=True))
        if repeat == 0:
            first_run = sum(spent.values())
        best = {stage: min(seconds, best.get(stage, seconds)) for stage, seconds in spent.items()}
    tokens = sum(len(text.words) for text in corpus)
    return {**best, "first": first_run, "tokens": tokens, "load": load, "memory": peak() - before}


def peak() -> float:
    """Most memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--measure", choices=("plain", "doubled"), help="one run, as JSON")
    args = parser.parse_args()
    if args.measure:
        json.dump(measure(args.files, args.measure == "doubled"), sys.stdout)
        return
    runs = {}
    for run in ("plain", "doubled"):
        command = [sys.executable, __file__, "--measure", run, *map(str, args.files)]
        runs[run] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    plain = runs["plain"]
    total = {run: sum(seen[stage] for stage in ("names", "places", "actors")) for run, seen in runs.items()}
    table = Table(title=f"names, places and actors over {plain['tokens']:,.0f} tokens, one core")
    for column in ("", "measured", "doubled tables", "goal"):
        table.add_column(column, justify="left" if not column else "right")
    for stage in ("names", "places", "actors"):
        table.add_row(
            f"{stage}, µs per token", *(f"{seen[stage] / seen['tokens'] * 1e6:.2f}" for seen in runs.values()), ""
        )
    speed = {run: seen["tokens"] / total[run] for run, seen in runs.items()}
    table.add_row("all, tokens per second", *(f"{value:,.0f}" for value in speed.values()), f"≥ {GOALS['speed']:,}")
    fresh = (f"{seen['tokens'] / seen['first']:,.0f}" for seen in runs.values())
    table.add_row("all, words not yet seen", *fresh, "")
    table.add_row("load, seconds", *(f"{seen['load']:.2f}" for seen in runs.values()), f"≤ {GOALS['load']}")
    table.add_row("memory, MB", *(f"{seen['memory']:.0f}" for seen in runs.values()), f"≤ {GOALS['memory']}")
    table.add_row("speed with doubled tables", "", f"{speed['doubled'] / speed['plain']:.2f}", f"> {GOALS['ratio']}")
    Console().print(table)


if __name__ == "__main__":
    main()
