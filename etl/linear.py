"""Linear models over named features: how weights are stored, loaded and added up."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from math import exp

from etl.tables import seed

#: feature -> class -> weight
Weights = Mapping[str, Mapping[str, float]]


def load(name: str) -> dict[str, dict[str, float]]:
    """The table ``seeds/NAME.tsv.gz``: a feature a line, then its classes and their weights."""
    found: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(seed(f"{name}.tsv.gz").read_bytes()).decode("utf-8").splitlines():
        feature, *cells = line.split("\t")
        found[feature] = dict(zip(cells[::2], map(float, cells[1::2]), strict=True))
    return found


def dump(weights: Weights, least: float) -> bytes:
    """What :func:`load` reads; weights below ``least`` are left out."""
    lines = []
    for feature in sorted(weights):
        row = {name: value for name, value in weights[feature].items() if abs(value) >= least}
        if row:
            lines.append("\t".join([feature, *(f"{n}\t{v:.3g}" for n, v in sorted(row.items()))]))
    return gzip.compress("\n".join(lines).encode(), mtime=0)


class Binary:
    """Yes or no: a logistic model."""

    def __init__(self, weights: Weights) -> None:
        self._weights = {feature: row["yes"] for feature, row in weights.items() if "yes" in row}

    def __call__(self, features: Iterable[str]) -> float:
        """Probability of yes, 0 to 1."""
        get = self._weights.get
        return 1.0 / (1.0 + exp(-sum(get(feature, 0.0) for feature in features)))


class Ranking:
    """Which of several candidates, or none of them, plays each of several parts: conditional logit models.

    The models share their features, so that a feature is looked up once for all of them.
    """

    def __init__(self, models: Mapping[str, Weights]) -> None:
        self.names = tuple(models)
        zero = dict.fromkeys(self.names, 0.0)
        merged: dict[str, dict[str, float]] = {}
        for name, weights in models.items():
            for feature, row in weights.items():
                merged.setdefault(feature, dict(zero))[name] = row.get("yes", 0.0)
        self._weights = {feature: tuple(row.values()) for feature, row in merged.items()}

    def scores(self, features: Iterable[str]) -> list[float]:
        """What speaks for a candidate in each part."""
        get = self._weights.get
        rows = [row for feature in features if (row := get(feature)) is not None]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.names)

    def __call__(
        self, candidates: Sequence[Iterable[str]], nobody: Mapping[str, Iterable[str]]
    ) -> dict[str, list[float]]:
        """Part -> probability of each candidate; what is missing to one is that of nobody.

        ``nobody``: features of "none of them" for the parts that are asked for.
        """
        table = [self.scores(row) for row in candidates]
        found = {}
        for n, name in enumerate(self.names):
            if name not in nobody:
                continue
            scores = [row[n] for row in table]
            none = self.scores(nobody[name])[n]
            top = max([*scores, none])
            odds = [exp(score - top) for score in scores]
            total = sum(odds) + exp(none - top)
            found[name] = [value / total for value in odds]
        return found


class Choice:
    """One of several classes: a multinomial logistic model."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._classes = sorted({name for row in weights.values() for name in row})

    def __call__(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each class."""
        scores = dict.fromkeys(self._classes, 0.0)
        for feature in features:
            for name, weight in self._weights.get(feature, {}).items():
                scores[name] += weight
        top = max(scores.values(), default=0.0)
        odds = {name: exp(score - top) for name, score in scores.items()}
        total = sum(odds.values())
        return {name: value / total for name, value in odds.items()}
