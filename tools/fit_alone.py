"""Fit what the measures of a sentence without its article count (``etl/events/alone.py``), and say how right that is.

    python -m tools.fit_alone SENTENCES ... [--out seeds/events/alone.csv]

SENTENCES are as ``tools.annotated.sentences`` reads them; those that tell an event count as news of it. Needs the extra
``dev``. Of a sentence that is news, the mention that is likeliest by then is taken for what it tells; so it is fitted a
few times.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from etl.events.alone import measures, odds
from etl.events.mentions import models, told
from tools.annotated import page_of, sentences

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


def measured(text: str, asked: set[str], is_news: bool) -> Sentence:
    """The sentence with what is measured of it."""
    page = page_of(text, None)
    mentions, _ = told(page, models(), 0.0)
    found = [measures(page, m) for m in mentions if not asked or m.trigger.event_type in asked]
    return Sentence(text, is_news, found)


def fit(known: list[Sentence]) -> dict[str, float]:
    """Measure -> weight."""
    names = list(next(s.mentions[0] for s in known if s.mentions))
    rows = [np.array([list(m.values()) for m in s.mentions]) for s in known if s.mentions]
    news = [s.is_news for s in known if s.mentions]
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


def likeliest(sentence: Sentence, weights: dict[str, float]) -> float:
    """The odds of the likeliest mention."""
    return max((odds(m, weights) for m in sentence.mentions), default=float("-inf"))


def held_out(known: list[Sentence]) -> list[tuple[float, bool]]:
    """Odds of each sentence by weights that did not see it, and whether it is news."""
    fold = {text: n % _FOLDS for n, text in enumerate(mixed({s.text for s in known}))}
    found = []
    for k in range(_FOLDS):
        weights = fit([s for s in known if fold[s.text] != k])
        found += [(likeliest(s, weights), s.is_news) for s in known if fold[s.text] == k]
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
    every = [measured(*sentence) for sentence in sentences(options.sentences)]
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
