"""Fit what the measures of a sentence without its article count (``etl/events/alone.py``), and say how right that is.

    python -m tools.fit_alone SENTENCES ... [--out seeds/events/alone.csv]

SENTENCES holds JSON lines {text, type, label}: is the sentence news of an event of this PLOVER type (yes, easy no)? Or
it is a table with the columns ``text`` and ``event_type``, empty for none. Needs the extra ``dev``. Of a sentence that
is news, the mention that is likeliest by then is taken for what it tells; so it is fitted a few times.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from etl.events.alone import measures
from etl.events.mentions import models, told
from etl.events.page import Page
from etl.events.types import event_types
from etl.pipeline import layers_of
from etl.syntax.trees import Trees
from etl.text import read_text

#: Inverse strength of the penalty on measures brought to one scale; times it is fitted; folds.
_STRENGTH, _TIMES, _FOLDS = 0.1, 6, 5
_HEAD = """# What measures of a sentence without its article count in the odds that it is news of what it mentions.
# Fitted by tools/fit_alone.py; the measures are those of etl/events/alone.py.
measure,weight
"""


class Sentence(NamedTuple):
    """A sentence with the measures of its mentions of the types in question."""

    text: str
    is_news: bool
    mentions: list[dict[str, float]]


def read_sentences(path: Path) -> Iterator[tuple[str, set[str], bool]]:
    """Text, the event types in question (all if empty), and whether it is news of one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".csv":
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            yield row["text"], {row["event_type"]} - {""}, bool(row["event_type"])
        return
    for row in map(json.loads, lines):
        if row["label"] in ("yes", "easy no"):
            types = {name for name, kind in event_types().items() if kind.plover_type == row["type"]}
            yield row["text"], types, row["label"] == "yes"


def measured(text: str, asked: set[str], is_news: bool) -> Sentence:
    """The sentence with what is measured of it."""
    trees = Trees(read_text(text))
    page = Page(trees, layers_of(trees, None), None)
    mentions, _ = told(page, models(), 0.0)
    found = [measures(page, m) for m in mentions if not asked or m.trigger.event_type in asked]
    return Sentence(text, is_news, found)


def fit(sentences: list[Sentence]) -> dict[str, float]:
    """Measure -> weight."""
    names = list(next(s.mentions[0] for s in sentences if s.mentions))
    rows = [np.array([list(m.values()) for m in s.mentions]) for s in sentences if s.mentions]
    news = [s.is_news for s in sentences if s.mentions]
    scale = np.concatenate(rows).std(axis=0)
    scale[scale == 0] = 1.0
    weights = np.array([float(name == "told") for name in names])
    for _ in range(_TIMES):
        chosen = [row[[np.argmax(row @ weights)]] if yes else row for row, yes in zip(rows, news, strict=True)]
        answers = np.concatenate([np.full(len(row), yes) for row, yes in zip(chosen, news, strict=True)])
        model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(np.concatenate(chosen) / scale, answers)
        weights = model.coef_[0] / scale
        weights[names.index("bias")] = model.intercept_[0]
    return dict(zip(names, weights.tolist(), strict=True))


def odds(sentence: Sentence, weights: dict[str, float]) -> float:
    """Those of the likeliest mention."""
    every = (sum(weights[name] * value for name, value in m.items()) for m in sentence.mentions)
    return max(every, default=float("-inf"))


def held_out(sentences: list[Sentence]) -> list[tuple[float, bool]]:
    """Odds of each sentence by weights that did not see it, and whether it is news."""
    fold = {text: n % _FOLDS for n, text in enumerate(mixed({s.text for s in sentences}))}
    found = []
    for k in range(_FOLDS):
        weights = fit([s for s in sentences if fold[s.text] != k])
        found += [(odds(s, weights), s.is_news) for s in sentences if fold[s.text] == k]
    return found


def mixed(texts: set[str]) -> list[str]:
    """In an order that is always the same."""
    found = sorted(texts)
    random.Random(0).shuffle(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="where the weights go; without it they are only measured")
    options = parser.parse_args()
    every = [measured(*sentence) for path in options.sentences for sentence in read_sentences(path)]
    answers = held_out(every)
    news = sum(is_news for _, is_news in answers)
    for least in np.arange(-2.0, 1.01, 0.25):
        said = [is_news for score, is_news in answers if score >= least]
        f1, precision, recall = 2 * sum(said) / (len(said) + news), sum(said) / len(said), sum(said) / news
        print(f"odds {least:+.2f}\tF1 {f1:.1%}\tprecision {precision:.1%}\trecall {recall:.1%}")
    if options.out:
        rows = "".join(f"{name},{weight:.4g}\n" for name, weight in fit(every).items())
        options.out.write_text(_HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
