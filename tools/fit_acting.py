"""Fit the model that tells a country that acts from one where something happens, on annotated articles.

    python -m tools.fit_acting FOLDER ... [--out seeds/actors] [--folds 4]

FOLDER holds ``*.frames.json`` as ``tools.gold`` restores them. A country or a capital that is a source, a target or a
speaker acts; one that is a place, an origin or a destination does not. Says how right it is on articles it did not see.
Needs the extra ``dev``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from etl.actors.acting import features, kind_of
from etl.actors.drafts import view
from etl.actors.knowledge import Alias, knowledge
from etl.linear import Binary, dump
from etl.syntax.trees import Trees
from etl.text import read_text
from tools.fit_events import Example, fit

_STRENGTH = 0.5
_ACTS = {"source": True, "target": True, "speaker": True, "place": False, "origin": False, "destination": False}


def examples(path: Path) -> Iterator[Example]:
    """The countries and capitals of an article of which its annotation says whether they act."""
    row = json.loads(path.read_text(encoding="utf-8"))
    text = read_text(row["text"])
    trees, seen = Trees(text), view(text)
    arguments = [
        (a["start"], a["end"], _ACTS[a["role"]]) for f in row["frames"] for a in f["args"] if a["role"] in _ACTS
    ]
    for hit in knowledge().lexicon.find(seen.text):
        kind = next((k for value in hit.values if isinstance(value, Alias) and (k := kind_of(value))), None)
        if kind is None:
            continue
        span = text.span(seen.position[hit.first], seen.position[hit.stop - 1] + 1, hit.prefix)
        whole = {acts for start, end, acts in arguments if abs(start - span.start) <= hit.prefix and end == span.end}
        if len(whole) == 1:
            yield features(seen, trees, hit, kind), whole == {True}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    options = parser.parse_args()
    articles = [list(examples(path)) for folder in options.folders for path in sorted(folder.glob("*.frames.json"))]
    judged = []
    for k in range(options.folds):
        model = Binary(fit([e for n, a in enumerate(articles) if n % options.folds != k for e in a], _STRENGTH))
        judged += [(model.score(row) > 0, y) for n, a in enumerate(articles) if n % options.folds == k for row, y in a]
    right = sum(said and y for said, y in judged)
    precision, recall = right / sum(said for said, _ in judged), right / sum(y for _, y in judged)
    both = sum(said == y for said, y in judged) / len(judged)
    print(f"{len(judged)} examples: acting P {precision:.3f} R {recall:.3f}, all right {both:.3f}")
    if options.out:
        options.out.mkdir(exist_ok=True)
        weights = fit([e for a in articles for e in a], _STRENGTH)
        (options.out / "acting.tsv.gz").write_bytes(dump(weights, 0.03))


if __name__ == "__main__":
    sys.exit(main())
