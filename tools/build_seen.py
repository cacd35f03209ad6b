"""Build ``seeds/event_seen.csv``: what words tell of in annotated articles, beside what ``triggers.csv`` lists.

    python -m tools.build_seen FOLDER ...

FOLDER holds ``*.frames.json`` and ``*.judged.json`` as ``tools.gold`` restores them. A word counts by its part of
speech and lemma, a phrase by its head. Kept is what ``_RAREST`` articles confirm, and every fiftieth use of the word:
the models decide the rest.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.syntax.trees import Trees
from etl.text import read_text

OUT = Path(__file__).resolve().parent.parent / "seeds" / "event_seen.csv"
_HEAD = """# What words tell of in annotated news, oftener first: types beside those of triggers.csv, and words that it
# does not list. Built by tools/build_seen.py from benchmarks/gold: edit triggers.csv, not this table.
"""
_TAGS = ("VERB", "NOUN", "ADJ")
#: Fewest articles in which a word tells a type, and least share of its uses that do.
_RAREST, _SHARE = 2, 0.02
Word = tuple[str, str]


def seen(path: Path) -> tuple[Counter[Word], Counter[tuple[Word, str]]]:
    """How often an article has each word, and how often each tells each type."""
    row = json.loads(path.read_text(encoding="utf-8"))
    text = read_text(row["text"])
    trees = Trees(text)
    uses: Counter[Word] = Counter()
    tells: Counter[tuple[Word, str]] = Counter()
    spans = []
    for sentence in range(len(text.sentences)):
        graph = trees.of(sentence)
        words = {i: (graph.tag(i), graph.lemma(i)) for i in range(graph.first, graph.stop) if graph.tag(i) in _TAGS}
        uses.update(words.values())
        spans += [(text.span(i, i + 1), i, graph) for i in range(graph.first, graph.stop)]
    told = [(f["trigger"], f["type"]) for f in row.get("frames", ()) if f["type"] != "other"]
    told += [(j, kind) for j in row.get("judged", ()) for kind in j["types"][:1]]
    for trigger, kind in told:
        start, end = trigger["start"], trigger["end"]
        inside = {i: graph for span, i, graph in spans if span.start < end and start < span.end}
        heads = [i for i, graph in inside.items() if graph.head(i) not in inside and graph.tag(i) in _TAGS]
        if heads:
            graph = inside[heads[0]]
            tells[(graph.tag(heads[0]), graph.lemma(heads[0])), kind] += 1
    return uses, tells


def table(paths: Iterable[Path]) -> Iterator[tuple[Word, list[str]]]:
    """The words with their types, in order."""
    uses: Counter[Word] = Counter()
    tells: Counter[tuple[Word, str]] = Counter()
    articles: Counter[tuple[Word, str]] = Counter()
    for path in paths:
        here, told = seen(path)
        uses += here
        tells += told
        articles.update(told.keys())
    kept: dict[Word, list[str]] = {}
    for (word, kind), n in sorted(tells.items(), key=lambda pair: (-pair[1], pair[0])):
        if articles[word, kind] >= _RAREST and n >= _SHARE * uses[word] and len(word[1]) > 1:
            kept.setdefault(word, []).append(kind)
    yield from sorted(kept.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    read = ("*.frames.json", "*.judged.json")
    found = list(table(path for folder in options.folders for kind in read for path in sorted(folder.glob(kind))))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["tag", "lemma", "event_types"])
        writer.writerows([tag, lemma, " ".join(kinds)] for (tag, lemma), kinds in found)
    print(f"{len(found)} words")


if __name__ == "__main__":
    sys.exit(main())
