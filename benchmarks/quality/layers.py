"""Figures, dates, places and actors of one article.

Gold and answers are paired one to one where their words overlap, right ones first. Two scores each:

spans   the words are found
values  ... and say the right thing: a figure both bounds (within 1 %), a date its days or its TIMEX3 value, a place
        its country and name, an actor its name (its kind, where it has no English name); who is called by the office
        alone (the French foreign minister) may be named: then country and kind are compared

Precision leaves out what the gold does not ask for: ordinals, ages, durations and scores among the figures, described
places and actors ("a market", "gunmen") that carry no name. Where they meet a gold mention they count.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.quality.days import counted, days
from benchmarks.quality.gold import Answer, Article
from benchmarks.quality.spans import Score, Span, over, same_country, same_name
from etl.actors.knowledge import knowledge

LAYERS = ("figures", "dates", "places", "actors")
_NOT_ASKED = ("ordinal", "duration", "age", "score")


def score(article: Article, answer: Answer, layer: str) -> tuple[Score, Score]:
    """Spans and values of a layer."""
    golds, given = article[layer], answer[layer]

    def right_value(gold: Span, mention: Span) -> bool:
        if layer == "dates":
            return right_date(gold, mention, article["published_on"])
        return _RIGHT[layer](gold, mention)

    right = _pairs(golds, given, lambda g, m: over(g, m) and right_value(g, m), set(), set())
    met_golds, met_given = {g for g, _ in right}, {m for _, m in right}
    near = _pairs(golds, given, over, met_golds, met_given)
    met_given = met_given | {m for _, m in near}
    claims = len(met_given) + sum(_asked(layer, m) for i, m in enumerate(given) if i not in met_given)
    spans = len(right) + len(near)
    return Score(spans, claims, spans, len(golds)), Score(len(right), claims, len(right), len(golds))


def _pairs(
    golds: list[Span], given: list[Span], same: Callable[[Span, Span], bool], done: set[int], used: set[int]
) -> list[tuple[int, int]]:
    """One to one, in the order of the text; gold already ``done`` and answers already ``used`` are left out."""
    found: dict[int, int] = {}
    for g, gold in enumerate(golds):
        free = (i for i, m in enumerate(given) if i not in used and i not in found.values() and same(gold, m))
        hit = None if g in done else next(free, None)
        if hit is not None:
            found[g] = hit
    return list(found.items())


def _asked(layer: str, mention: Span) -> bool:
    if layer == "figures":
        return mention.get("unit") not in _NOT_ASKED
    return layer == "dates" or mention.get("form") != "description"


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.01 * max(abs(a), abs(b))


def right_figure(gold: Span, given: Span) -> bool:
    """Both bounds; the value itself for an approximation, whose width each coder chooses."""
    if gold["low"] is not None and gold["low"] == gold["high"] and given.get("qualifier") == "about":
        return _close(gold["low"], given["best"])
    return _close(gold["low"], given["low"]) and _close(gold["high"], given["high"])


def right_date(gold: Span, given: Span, published_on: str) -> bool:
    """The same value or days. The start or end of a period has no sharp bounds: the days of one lie in the other's.

    "Ten months ago" may be given as the duration or as the days that it leads to from the day of publication.
    """
    if gold["value"] == given["value"]:
        return True
    first, last = given["date_start"], given["date_end"]
    if first is None or last is None:
        return False
    if asked := days(gold["value"]):
        inside = (first <= asked[0] and asked[1] <= last) or (asked[0] <= first and last <= asked[1])
        return asked == (first, last) or (inside and given.get("modifier") in ("start", "mid", "end"))
    return any(first <= day <= last for day in counted(gold["value"], published_on) or ())


def right_place(gold: Span, given: Span) -> bool:
    return gold["country"] == given["country"] and same_name(gold["name_en"], given["name_en"])


def right_actor(gold: Span, given: Span) -> bool:
    if not gold["name_en"]:
        return bool(gold["kind"] == given["kind"])
    return same_name(gold["name_en"], given["name_en"]) or _is_holder(gold, given)


def _is_holder(gold: Span, given: Span) -> bool:
    """The gold has the office in words, the answer who held it."""
    is_office = gold["kind"] == given["kind"] == "person" and _OFFICE.search(gold["name_en"]) is not None
    if not is_office or given.get("form") != "description" or not given.get("actor_id"):
        return False
    state = knowledge().actors.get((given.get("country") or "").lower())
    return state is not None and same_country(gold["name_en"], state.name_en)


_OFFICE = re.compile(r"\b(president|minister|king|emir|prince|chancellor|speaker|governor)\b", re.IGNORECASE)


_RIGHT = {"figures": right_figure, "places": right_place, "actors": right_actor}
