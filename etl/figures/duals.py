"""Ranges that begin with a dual, which counts without a number: من مترين إلى ثلاثة أمتار, شخصان أو ثلاثة أشخاص."""

from __future__ import annotations

from dataclasses import replace

from etl.documents import Figure
from etl.figures.quantities import BETWEEN, is_change
from etl.text import Text

#: Between the two ends -> what may stand before the first one.
_LINKS = {
    "الي": frozenset({"من", "ومن"}),
    "حتي": frozenset({"من", "ومن"}),
    "و": BETWEEN,
    "او": None,
    "-": None,
    "–": None,
}


def with_dual_ranges(text: Text, figures: list[Figure]) -> list[Figure]:
    """``figures``, sorted by start, where a dual and the number behind it are the two ends of one."""
    found: list[Figure] = []
    for figure in figures:
        joined = _range(text, found[-1], figure) if found and found[-1].rule == "noun_dual" else None
        if joined is None:
            found.append(figure)
        else:
            found[-1] = joined
    return found


def _range(text: Text, low: Figure, high: Figure) -> Figure | None:
    """The range from ``low`` to ``high``, where the text tells one."""
    words = text.words
    same = (low.unit, low.unit_code) == (high.unit, high.unit_code) and low.qualifier == high.qualifier == "exact"
    if not same or low.best is None or high.best is None or not low.best < high.best:
        return None
    between = words[low.stop : high.first] or [words[high.first][:1]]
    before = words[low.first - 1] if low.first else ""
    if len(between) > 1 or between[0] not in _LINKS:
        return None
    leads = _LINKS[between[0]]
    if leads is not None and (before not in leads or is_change(words, low.first - 1)):
        return None
    first = low.first - (leads is not None)
    start = text.raw_span(text.starts[first], text.ends[first])[0] if first < low.first else low.start
    return replace(
        high, start=start, text=text.raw[start : high.end], first=first, number_start=low.number_start, low=low.best,
        best=None, qualifier="between", rule="range_dual", kind=high.kind or low.kind, flow=high.flow or low.flow,
    )  # fmt: skip
