"""Scores of a coder over articles, and the headlines among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.quality import events, layers
from benchmarks.quality.events import EventScores
from benchmarks.quality.gold import Answer, Article
from benchmarks.quality.spans import Score


@dataclass(frozen=True, slots=True)
class Result:
    """Layer -> scores; layers that the coder does not read are missing, events are None."""

    spans: dict[str, Score] = field(default_factory=dict)
    values: dict[str, Score] = field(default_factory=dict)
    events: EventScores | None = None


def score(article: Article, answer: Answer, reads: Iterable[str] = (*layers.LAYERS, "events")) -> Result:
    """Of the layers that the coder ``reads``."""
    found = {layer: layers.score(article, answer, layer) for layer in reads if layer in layers.LAYERS}
    return Result(
        {layer: spans for layer, (spans, _) in found.items()},
        {layer: values for layer, (_, values) in found.items()},
        events.score(article, answer) if "events" in reads else None,
    )


def total(results: Iterable[Result]) -> Result:
    """All articles as one: every mention and event counts alike."""
    spans: dict[str, Score] = {}
    values: dict[str, Score] = {}
    told: EventScores | None = None
    for result in results:
        spans |= {layer: spans.get(layer, Score()) + one for layer, one in result.spans.items()}
        values |= {layer: values.get(layer, Score()) + one for layer, one in result.values.items()}
        if result.events is not None:
            told = result.events if told is None else told + result.events
    return Result(spans, values, told)


def by_register(articles: list[Article], results: list[Result], fewest: int = 2) -> dict[str, tuple[int, Result]]:
    """Number of articles and their total; registers with fewer than ``fewest`` articles are told together."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for article, result in zip(articles, results, strict=True):
        groups[article["register"]].append(result)
    rare = [result for found in groups.values() if len(found) < fewest for result in found]
    common = {name: found for name, found in sorted(groups.items()) if len(found) >= fewest}
    kept = {**common, "others": rare} if rare else common
    return {name: (len(found), total(found)) for name, found in kept.items()}


def headlines(result: Result) -> dict[str, float]:
    """The six numbers that must not fall, in points of a hundred."""
    assert result.events is not None
    numbers = {"asserted F1": result.events.asserted.f1, "whole": result.events.whole.recall}
    numbers |= {f"{layer} F1": result.values[layer].f1 for layer in layers.LAYERS}
    return {name: round(100 * number, 1) for name, number in numbers.items()}


def changes(before: dict[str, float], now: dict[str, float]) -> list[str]:
    """A line for each headline: what it was, what it is."""
    return [f"{name}: {before[name]:.1f} -> {now[name]:.1f} ({now[name] - before[name]:+.1f})" for name in before]


def fallen(before: dict[str, float], now: dict[str, float], tolerance: float = 1.0) -> list[str]:
    """Headlines that fell by more than ``tolerance`` points."""
    return [name for name in before if now[name] < before[name] - tolerance]
