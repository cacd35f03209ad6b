"""Speed and memory of the whole extraction: text in, coded document out, one core.

    python benchmarks/pipeline.py --documents 2000

The articles are those of ``benchmarks/corpus.py``, put together from templates to the length of a long agency report
(about 3,900 characters), denser in events than most news. Prints documents a second, microseconds a token for each
stage, both by processor time, and the resident memory after each tenth of the run: it must not grow.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from corpus import articles

from etl import pipeline
from etl.text import Text, read_text
from etl.warm import warm_up

STAGES = ("find_numbers", "find_dates", "find_figures", "find_names", "find_places", "find_actors", "find_events")


def resident_mb() -> float:
    """Resident memory now where /proc tells, else its peak so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(name: str, function: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        began = time.process_time()
        found = function(*arguments)
        spent[name] += time.process_time() - began
        return found

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000)
    count = parser.parse_args().documents
    began = time.process_time()
    warm_up()
    print(f"tables loaded in {time.process_time() - began:.2f} s, {resident_mb():.0f} MB")

    tokens = characters = events = 0
    seconds = 0.0
    for n, article in enumerate(articles(count), 1):
        day = date.fromisoformat(article["published_on"])
        began = time.process_time()
        text: Text = read_text(article["text"])
        coded = pipeline.code_text(text, day, article["id"])
        seconds += time.process_time() - began
        tokens += len(text.words)
        characters += len(article["text"])
        events += len(coded.events)
        if n % max(1, count // 10) == 0:
            print(f"{n:8d} documents, {n / seconds:6.0f} a second, {resident_mb():.0f} MB resident")
    each = seconds / tokens * 1e6
    print(f"{tokens / count:.0f} tokens, {characters / count:.0f} characters, {events / count:.1f} events a document")
    print(f"{count / seconds:.0f} documents a second on one core, {each:.2f} microseconds a token")

    spent: Counter[str] = Counter()
    originals = {name: getattr(pipeline, name) for name in STAGES}
    for name, function in originals.items():
        setattr(pipeline, name, _timed(name, function, spent))
    sample = [read_text(article["text"]) for article in articles(min(count, 300))]
    for n, text in enumerate(sample):
        pipeline.code_text(text, date(2016, 1, 1), str(n))
    counted = sum(len(text.words) for text in sample)
    for name in STAGES:
        print(f"  {name:14s} {spent[name] / counted * 1e6:6.2f} microseconds a token")


if __name__ == "__main__":
    main()
