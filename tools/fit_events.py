"""Fit the models of the event coder on annotated articles, and say how right they are on articles they did not see.

    python tools/fit_events.py FOLDER ... [--out seeds/events] [--folds 4]

FOLDER holds ``*.frames.json``: {document, published_on, text, frames: [{trigger {start, end}, type, modality, event, must,
args: [{role, start, end}]}]}. Needs the extra ``dev``. Each article is coded by models that did not see it before the
models of the second step (same event, carried over) are fitted on the result; the figures that are printed are those of
articles held out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from etl.events import features
from etl.events.discourse import Carried, carried, earlier, same_event
from etl.events.mentions import ROLES, Models, Told, bind, ranks
from etl.events.page import Entity, Layers, Page
from etl.events.triggers import Trigger, find
from etl.linear import Binary, Choice, Weights, dump
from etl.pipeline import layers_of
from etl.text import read_text

#: Types between which annotators and readers differ without harm.
_NEAR = [{"shelling", "airstrike", "rocket_attack", "drone_strike"}, {"armed_attack", "armed_clash", "offensive", "raid"},
         {"bombing", "suicide_attack"}, {"meeting", "negotiation", "visit"}, {"agreement", "ceasefire"},
         {"accusation", "condemnation"}, {"demand", "appeal"}, {"killing", "assassination", "execution"},
         {"demonstration", "riot", "sit_in"}, {"trial", "conviction"}, {"displacement", "evacuation"},
         {"territory_seized", "offensive"}, {"denial", "rejection"}, {"support", "statement"}]  # fmt: skip
Example = tuple[list[str], Any]
SECOND = ("source", "target", "place", "speaker")


def near(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in _NEAR)


@dataclass(slots=True)
class Article:
    """An annotated article with its page and its candidates, each with the frames that share its words."""

    name: str
    page: Page
    frames: list[dict[str, Any]]
    candidates: list[tuple[Trigger, ...]] = field(default_factory=list)
    meets: list[list[dict[str, Any]]] = field(default_factory=list)
    examples: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))

    def hits(self, first: int, stop: int, span: dict[str, Any]) -> bool:
        found = self.page.text.span(first, stop)
        return found.start < span["end"] and span["start"] < found.end


def read(folders: Iterable[Path]) -> Iterator[Article]:
    for folder in folders:
        for path in sorted(folder.glob("*.frames.json")):
            row = json.loads(path.read_text(encoding="utf-8"))
            text = read_text(row["text"])
            layers = layers_of(text, date.fromisoformat(row["published_on"]))
            yield article(row["document"], text, layers, row["frames"])


def article(name: str, text: Any, layers: Layers, frames: list[dict[str, Any]]) -> Article:
    page = Page(text, layers)
    found = Article(name, page, [f for f in frames if f["type"] != "other"])
    found.candidates = [types for graph in page.graphs for types in find(graph)]
    found.meets = [[f for f in found.frames if found.hits(t[0].at, t[0].stop, f["trigger"])] for t in found.candidates]
    _first_step(found)
    return found


def _first_step(a: Article) -> None:
    """Examples of the models that look at one sentence."""
    page = a.page
    for types, frames in zip(a.candidates, a.meets, strict=True):
        sentence = page.text.sentence_of[types[0].at]
        entities = page.entities[sentence]
        gold = {f["type"] for f in frames}
        exact = gold.intersection(t.event_type for t in types)
        for t in types:
            yes = t.event_type in exact or (not exact and any(near(g, t.event_type) for g in gold))
            a.examples["told"].append((features.told(page, t, entities, sentence == 0), yes))
        pair = aligned(types, frames)
        if pair is None:
            continue
        trigger, frame = pair
        a.examples["modality"].append((features.modality(page, trigger), frame["modality"]))
        for entity, rank in zip(entities, ranks(trigger.at, [e.at for e in entities]), strict=True):
            names = features.role(page, trigger, entity, rank)
            for role in ROLES:
                a.examples[role].append((names, fills(a, entity, frame, role)))
            a.examples["speaker"].append(
                (features.said(page, trigger, entity, rank), fills(a, entity, frame, "speaker"))
            )
        for role, layer, here, make in (
            ("date", page.layers.dates, page.dates[sentence], features.dated),
            ("figure", page.layers.figures, page.figures[sentence], features.counted),
        ):
            for m, rank in zip(here, ranks(trigger.at, [page.top(layer[m]) for m in here]), strict=True):
                yes = any(a.hits(layer[m].first, layer[m].stop, g) for g in frame["args"] if g["role"] == role)
                a.examples[role].append((make(page, trigger, m, rank), yes))


def aligned(types: tuple[Trigger, ...], frames: list[dict[str, Any]]) -> tuple[Trigger, dict[str, Any]] | None:
    """The candidate type that a frame confirms."""
    for same in (True, False):
        for frame in frames:
            for t in types:
                if t.event_type == frame["type"] if same else near(t.event_type, frame["type"]):
                    return t, frame
    return None


def fills(a: Article, entity: Entity, frame: dict[str, Any], role: str) -> bool:
    roles = ("place", "origin", "destination") if role == "place" else (role,)
    return any(a.hits(entity.at, entity.at + 1, g) for g in frame["args"] if g["role"] in roles)


def _matrix(rows: list[list[str]], index: dict[str, int]) -> csr_matrix:
    indices: list[int] = []
    starts = [0]
    for row in rows:
        indices += sorted({index[f] for f in row if f in index})
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(rows), len(index)))


def fit(examples: list[Example], strength: float, rarest: int = 3) -> dict[str, dict[str, float]]:
    """Weights of a logistic model, one class "yes" for yes and no."""
    count = Counter(f for row, _ in examples for f in set(row))
    index = {f: n for n, f in enumerate(sorted(f for f, k in count.items() if k >= rarest))}
    target = [y for _, y in examples]
    binary = isinstance(target[0], bool)
    model = LogisticRegression(C=strength, solver="liblinear" if binary else "lbfgs", fit_intercept=False, max_iter=300)
    model.fit(_matrix([row for row, _ in examples], index), target)
    if binary:
        return {f: {"yes": float(model.coef_[0][n])} for f, n in index.items()}
    return {f: {str(c): float(model.coef_[k][n]) for k, c in enumerate(model.classes_)} for f, n in index.items()}


_STRENGTH = {"told": 0.2, "modality": 0.3, "date": 0.3, "figure": 0.3, "speaker": 0.3}
FIRST = ("told", "modality", *ROLES, "speaker", "date", "figure")


def fit_first(articles: list[Article]) -> dict[str, dict[str, dict[str, float]]]:
    return {name: fit([e for a in articles for e in a.examples[name]], _STRENGTH.get(name, 0.2)) for name in FIRST}


def models_of(weights: dict[str, Weights]) -> Models:
    return Models(
        Binary(weights["told"]),
        Choice(weights["modality"]),
        {name: Binary(weights[name]) for name in ROLES},
        Binary(weights["speaker"]),
        Binary(weights["date"]),
        Binary(weights["figure"]),
    )


def second_step(a: Article, fitted: Models) -> None:
    """Examples of the models that look across sentences, on mentions as models that did not see the article bind them."""
    page = a.page
    mentions: list[Told] = []
    frames: list[dict[str, Any]] = []
    for types, meets in zip(a.candidates, a.meets, strict=True):
        pair = aligned(types, meets)
        if pair is None:
            continue
        mention = Told(pair[0], page.text.sentence_of[pair[0].at], 1.0, {})
        bind(page, fitted, mention)
        mentions.append(mention)
        frames.append(pair[1])
    for n, (now, frame) in enumerate(zip(mentions, frames, strict=True)):
        for before, other in zip(mentions[max(0, n - 25) : n], frames[max(0, n - 25) : n], strict=True):
            if near(now.trigger.event_type, before.trigger.event_type):
                a.examples["same"].append((same_event(page, now, before), frame["event"] == other["event"]))
        candidates: list[Carried] = earlier(page, mentions, n)
        event_of = {id(m): f["event"] for m, f in zip(mentions, frames, strict=True)}
        for role in SECOND:
            roles = ("place", "origin", "destination") if role == "place" else (role,)
            wanted = [g for g in frame["args"] if g["role"] in roles]
            inside = any(fills(a, e, frame, role) for e in page.entities[now.sentence])
            if inside:
                continue
            for rank, candidate in enumerate(candidates):
                joined = candidate.mention is not None and event_of[id(candidate.mention)] == frame["event"]
                yes = any(a.hits(candidate.entity.first, candidate.entity.stop, g) for g in wanted)
                a.examples[f"carried_{role}"].append((carried(page, now, role, candidate, rank, joined), yes))


def cross(articles: list[Article], folds: int) -> None:
    """Second-step examples from models that did not see the article."""
    for k in range(folds):
        fitted = models_of(fit_first([a for n, a in enumerate(articles) if n % folds != k]))  # type: ignore[arg-type]
        for n, a in enumerate(articles):
            if n % folds == k:
                second_step(a, fitted)


def fit_second(articles: list[Article]) -> dict[str, dict[str, dict[str, float]]]:
    names = ["same", *(f"carried_{role}" for role in SECOND)]
    return {name: fit([e for a in articles for e in a.examples[name]], 0.2) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    options = parser.parse_args()
    articles = list(read(options.folders))
    print(f"{len(articles)} articles, {sum(len(a.frames) for a in articles)} frames")
    cross(articles, options.folds)
    if options.out:
        options.out.mkdir(exist_ok=True)
        for name, weights in (fit_first(articles) | fit_second(articles)).items():
            (options.out / f"{name}.tsv.gz").write_bytes(dump(weights, 0.03))


if __name__ == "__main__":
    sys.exit(main())
