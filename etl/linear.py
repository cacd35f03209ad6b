"""Linear models over named features: how weights are stored, loaded and added up."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, repeat
from math import exp, log
from sys import intern
from typing import NamedTuple

import numpy as np

from etl.tables import seed

#: feature -> class -> weight
Weights = Mapping[str, Mapping[str, float]]


def load(name: str) -> dict[str, dict[str, float]]:
    """The table ``seeds/NAME.tsv.gz``: a feature a line, then its classes and their weights."""
    found: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(seed(f"{name}.tsv.gz").read_bytes()).decode("utf-8").splitlines():
        feature, chosen, weight, *more = line.split("\t")
        # The classes are few: each is one object, which look-ups need not compare.
        row = found[feature] = {intern(chosen): float(weight)}
        # Most features of most models speak for one class.
        if more:
            row.update(zip(map(intern, more[::2]), map(float, more[1::2]), strict=True))
    return found


def dump(weights: Weights, least: float) -> bytes:
    """What :func:`load` reads; weights below ``least`` are left out."""
    lines = []
    for feature in sorted(weights):
        row = {name: value for name, value in weights[feature].items() if abs(value) >= least}
        if row:
            lines.append("\t".join([feature, *(f"{n}\t{v:.3g}" for n, v in sorted(row.items()))]))
    return gzip.compress("\n".join(lines).encode(), mtime=0)


def _column(weights: Weights, name: str) -> dict[str, float]:
    """What each feature says of the class ``name``, where it says anything."""
    return {feature: row[name] for feature, row in weights.items() if name in row}


class Binary:
    """Yes or no: a logistic model."""

    def __init__(self, weights: Weights) -> None:
        self._weights = _column(weights, "yes")

    def score(self, features: Iterable[str]) -> float:
        """What speaks for yes: the scores of parts of the features add up."""
        return sum(map(self._weights.get, features, repeat(0.0)))

    def __call__(self, features: Iterable[str]) -> float:
        """Probability of yes, 0 to 1."""
        return probability(self.score(features))


class Paired:
    """Yes or no, where features also count together with one of several names: ``lemma=قصف type=airstrike``.

    A word is weighed with many types of event: its features are put together once, and each type has a small table.
    """

    def __init__(self, weights: Weights, mark: str) -> None:
        """``mark``: what stands before a name, at the end of a feature."""
        self._weights: dict[str, float] = {}
        self._with: dict[str, dict[str, float]] = {}
        for feature, weight in _column(weights, "yes").items():
            first, marked, name = feature.rpartition(mark)
            if marked and " " not in name:
                self._with.setdefault(name, {})[first] = weight
            else:
                self._weights[feature] = weight

    def score(self, features: Iterable[str]) -> float:
        """What speaks for yes in features that stand alone."""
        return sum(map(self._weights.get, features, repeat(0.0)))

    def score_with(self, name: str, features: Iterable[str]) -> float:
        """What speaks for yes in features together with ``name``."""
        return sum(map(self._with.get(name, {}).get, features, repeat(0.0)))


def logit(chance: float) -> float:
    """The logarithm of the odds of a probability, which is taken to be a thousandth from 0 and 1 at least."""
    chance = min(max(chance, 0.001), 0.999)
    return log(chance / (1 - chance))


def probability(score: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + exp(-score))


def shares(scores: np.ndarray, axis: int = -1) -> np.ndarray:
    """The softmax over ``axis``: what each of several scores is of the whole, 0 to 1."""
    odds = np.exp(scores - scores.max(axis=axis, keepdims=True))
    found: np.ndarray = odds / odds.sum(axis=axis, keepdims=True)
    return found


def stretch_shares(scores: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """The softmax within stretches of rows, one behind the other, ``sizes`` rows each."""
    most = np.maximum.reduceat(scores, _starts(sizes))
    return of_stretch(np.exp(scores - np.repeat(most, sizes, axis=0)), sizes)


def of_stretch(values: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """What each of ``values`` is of its column's total in its stretch of rows, as :func:`stretch_shares` has them."""
    total = np.add.reduceat(values, _starts(sizes))
    found: np.ndarray = values / np.repeat(np.where(total > 0.0, total, 1.0), sizes, axis=0)
    return found


def _starts(sizes: Sequence[int]) -> list[int]:
    return [0, *accumulate(sizes[:-1])]


class _Table:
    """Weights as a matrix: a row for each feature, a column for each class; row 0 is that of all unknown features."""

    def __init__(self, columns: Sequence[Mapping[str, float]]) -> None:
        self._rows = {feature: n for n, feature in enumerate(dict.fromkeys(chain(*columns)), 1)}
        self._matrix = np.zeros((len(self._rows) + 1, len(columns)), dtype=np.float32)
        for n, column in enumerate(columns):
            self._matrix[[self._rows[feature] for feature in column], n] = [*column.values()]

    def scores(self, rows: Sequence[Iterable[str]]) -> np.ndarray:
        """What speaks for each class, a line for each of ``rows``."""
        found: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(found))
            found.append(0)  # a row of no features counts as well
            found.extend(map(self._rows.get, row, repeat(0)))
        return np.add.reduceat(self._matrix[found], starts)


class Question(NamedTuple):
    """Who of several plays each of several parts, or nobody."""

    #: Features of each candidate.
    candidates: Sequence[Iterable[str]]
    #: Features of "none of them", and more of them for each part that is asked for.
    nobody: Iterable[str]
    claims: Mapping[str, Iterable[str]]


class Ranking:
    """Which of several candidates, or none of them, plays each of several parts: conditional logit models.

    The models share their features, so that a feature is looked up once for all of them.
    """

    def __init__(self, models: Mapping[str, Weights]) -> None:
        self.names = tuple(models)
        self._table = _Table([_column(weights, "yes") for weights in models.values()])

    def __call__(self, questions: Sequence[Question]) -> list[dict[str, list[float]]]:
        """For each question part -> probability of each candidate; what is missing to one is that of nobody."""
        if not questions:
            return []
        columns = self.answers(questions).T.tolist()
        found = []
        stop = -1
        for question in questions:
            start, stop = stop + 1, stop + 1 + len(question.candidates)
            parts = zip(self.names, columns, strict=True)
            found.append({name: column[start:stop] for name, column in parts if name in question.claims})
        return found

    def answers(self, questions: Sequence[Question]) -> np.ndarray:
        """Probability of each candidate of each question, and behind them that of nobody, by part: (rows, parts)."""
        sizes = [len(question.candidates) + 1 for question in questions]
        rows = [row for question in questions for row in (*question.candidates, question.nobody)]
        claims = [question.claims.get(name, ()) for question in questions for name in self.names]
        table = self._table.scores([*rows, *claims])
        scores = table[: len(rows)]
        parts = len(self.names)
        scores[np.cumsum(sizes) - 1] += table[len(rows) :].reshape(-1, parts, parts).diagonal(axis1=1, axis2=2)
        return stretch_shares(scores, sizes)


class Choice:
    """One of several classes: a multinomial logistic model."""

    def __init__(self, weights: Weights) -> None:
        self._classes = sorted({name for row in weights.values() for name in row})
        self._table = _Table([_column(weights, name) for name in self._classes])

    def __call__(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each class."""
        if not self._classes:
            return {}
        chances = shares(self._table.scores([features])[0])
        return dict(zip(self._classes, chances.tolist(), strict=True))
