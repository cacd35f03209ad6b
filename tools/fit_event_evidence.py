#!/usr/bin/env python3
"""Fit the weights of ``seeds/event_evidence.csv`` on labelled sentences.

    pip install numpy
    python tools/fit_event_evidence.py SENTENCES... [--out seeds/event_evidence.csv] [--penalty 2.0] [--folds 5]

SENTENCES are files of JSON lines ``{"text": str, "type": "ASSAULT" or "PROTEST", "label": "yes" or "easy no"}``, or CSV
with the same columns; other labels are left out. A sentence is one case however many triggers it has: a case is told if
one of its events is, so the trigger that stands for it is the one with the highest odds, found again after each fit
(logistic regression with an L2 penalty on all weights but the intercept, by Newton's method).

The signals are those that the coder itself computes. With ``--folds`` the F1 of the whole coder (conditions, modality
and merging included) is measured on folds that the weights have not seen; without ``--out`` nothing is written. The
same input gives the same table.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from etl.actors import find_actors
from etl.dates import find_dates
from etl.events import read_sentences
from etl.events.candidates import Candidate
from etl.events.coder import Coder
from etl.events.evidence import weights
from etl.events.merging import merge
from etl.events.types import event_types
from etl.figures import find_figures
from etl.names import find_names
from etl.numbers import find_numbers
from etl.places import find_places
from etl.text import read_text

FAMILIES = {"ASSAULT": "violence", "PROTEST": "protest"}
HEADER = """\
# Weights (log-odds) of the signals of etl/events/evidence.py, for types of violence and of protest: logistic
# regressions over newspaper sentences judged by readers (event told, or only a word of it), fitted by
# tools/fit_event_evidence.py. "always" is the intercept.
"""
#: Weights nearer to zero than this are left out of the table.
LEAST = 0.05
#: A signal of fewer cases says nothing.
CASES = 12
ROUNDS = 12

Vector = NDArray[np.float64]


class Recorder(Coder):
    """A coder that keeps the signals of every candidate that is weighed."""

    def __init__(self, domain: str, published_on: None) -> None:
        super().__init__(domain, published_on)
        self.seen: list[tuple[Candidate, str, list[str]]] = []

    def weigh(self, candidate: Candidate, family: str, found: list[str]) -> None:
        super().weigh(candidate, family, found)
        self.seen.append((candidate, family, found))


@dataclass
class Case:
    """One labelled sentence: whether it tells of an event of ``kind``, and the candidates that the coder sees."""

    text: str
    kind: str
    told: bool
    coder: Recorder | None = None
    signals: list[list[str]] = field(default_factory=list)


def read_cases(path: Path) -> list[Case]:
    """Cases of one file, with their signals."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if path.suffix == ".csv" else [json.loads(line) for line in file]
    cases = [Case(r["text"], r["type"], r["label"] == "yes") for r in rows if r["label"] in ("yes", "easy no")]
    for case in cases:
        text = read_text(case.text)
        numbers = find_numbers(text)
        dates = find_dates(text, numbers, None)
        figures = find_figures(text, numbers, dates)
        names = find_names(text)
        places = tuple(find_places(text, names))
        actors = tuple(find_actors(text, names, places, None))
        taken = {k for mention in (*dates, *actors) for k in range(mention.first, mention.stop)}
        places = tuple(place for place in places if taken.isdisjoint(range(place.first, place.stop)))
        coder = read_sentences(text, figures, dates, places, actors, None, Recorder)
        if isinstance(coder, Recorder):
            case.coder = coder
            case.signals = [found for _, family, found in coder.seen if family == FAMILIES[case.kind]]
    return cases


def fit(cases: list[Case], penalty: float) -> dict[str, float]:
    """Weights by signal, "always" first."""
    usable = [case for case in cases if case.signals]
    counts: dict[str, int] = {}
    for case in usable:
        for signal in {signal for found in case.signals for signal in found}:
            counts[signal] = counts.get(signal, 0) + 1
    names = ["always", *sorted(signal for signal, count in counts.items() if count >= CASES)]
    at = {name: k for k, name in enumerate(names)}
    rows = [[_row(found, at) for found in case.signals] for case in usable]
    told = np.array([case.told for case in usable], dtype=float)
    w: Vector = np.zeros(len(names))
    chosen: list[int] = [0] * len(usable)
    for _ in range(ROUNDS):
        x = np.array([candidates[k] for candidates, k in zip(rows, chosen, strict=True)])
        w = _regress(x, told, penalty)
        best = [int(np.argmax([row @ w for row in candidates])) for candidates in rows]
        if best == chosen:
            break
        chosen = best
    return dict(zip(names, map(float, w), strict=True))


def _row(found: list[str], at: dict[str, int]) -> Vector:
    row = np.zeros(len(at))
    row[0] = 1.0
    for signal in found:
        if signal in at:
            row[at[signal]] += 1.0
    return row


def _regress(x: Vector, told: Vector, penalty: float) -> Vector:
    """Logistic regression by Newton's method; the intercept is free."""
    w: Vector = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-6
    for _ in range(30):
        odds = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (odds - told) + ridge * w
        curve = (x.T * (odds * (1.0 - odds) + 1e-9)) @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        w = w - step
        if np.abs(step).max() < 1e-8:
            break
    return w


def says(case: Case, known: dict[str, float]) -> bool:
    """Whether the coder with the weights ``known`` finds an event of the case's kind."""
    if case.coder is None:
        return False
    for candidate, family, found in case.coder.seen:
        if family == FAMILIES[case.kind]:
            candidate.told = known["always"] + sum(known.get(signal, 0.0) for signal in found)
    groups, _ = merge(case.coder.candidates, None)
    return any(event_types()[group[0].event_type].plover_type == case.kind for group in groups)


def score(answers: list[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs (said, told)."""
    hits = sum(said and told for said, told in answers)
    precision = hits / max(1, sum(said for said, _ in answers))
    recall = hits / max(1, sum(told for _, told in answers))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def validate(cases: list[Case], penalty: float, folds: int) -> tuple[float, float, float]:
    """Score on folds that the weights have not seen; the fold of a sentence depends on its text alone."""
    fold = [int(hashlib.sha256(case.text.encode()).hexdigest(), 16) % folds for case in cases]
    answers = []
    for held in range(folds):
        known = fit([case for case, k in zip(cases, fold, strict=True) if k != held], penalty)
        answers += [(says(case, known), case.told) for case, k in zip(cases, fold, strict=True) if k == held]
    return score(answers)


def write(path: Path, fitted: dict[str, dict[str, float]]) -> None:
    """The table of ``fitted``: family -> signal -> weight."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        table = csv.writer(file, lineterminator="\n")
        families = list(FAMILIES.values())
        table.writerow(["signal", *families])
        signals = {name for known in fitted.values() for name, w in known.items() if abs(w) >= LEAST}
        for signal in sorted(signals | {"always"}, key=lambda name: (name != "always", name)):
            cells = [fitted[family].get(signal, 0.0) for family in families]
            table.writerow([signal, *(f"{w:.2f}" if abs(w) >= LEAST else "" for w in cells)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--penalty", type=float, default=2.0, help="of the squared weights")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    cases = [case for path in args.sentences for case in read_cases(path)]
    fitted = {}
    for kind, family in FAMILIES.items():
        mine = [case for case in cases if case.kind == kind]
        if not mine:
            fitted[family] = weights(family)
            continue
        fitted[family] = fit(mine, args.penalty)
        for name, result in (
            ("table", score([(says(case, weights(family)), case.told) for case in mine])),
            ("fitted", score([(says(case, fitted[family]), case.told) for case in mine])),
            (f"held out, {args.folds} folds", validate(mine, args.penalty, args.folds)),
        ):
            print("{:9s} {:18s} P {:.3f} R {:.3f} F1 {:.3f}".format(family, name, *result))
    if args.out:
        write(args.out, fitted)


if __name__ == "__main__":
    main()
