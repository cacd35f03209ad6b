"""Measures told in two units are one: 3 أطنان و200 كيلوغرام are 3200 kg, متر و75 سنتيمترا 175 cm."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from etl.documents import Figure
from etl.figures.lexicon import CLITICS, Unit, units
from etl.numbers.exact import exact, plain
from etl.tables import read_csv
from etl.text import Text


@cache
def _parts() -> dict[tuple[str, str], int]:
    """(code of a unit, that of a finer one) -> how many of these make one."""
    return {(row["unit_code"], row["part_code"]): int(row["parts"]) for row in read_csv("unit_parts.csv")}


@cache
def _finer() -> frozenset[str]:
    return frozenset(part for _, part in _parts())


def with_sums(text: Text, figures: list[Figure]) -> list[Figure]:
    """``figures``, sorted by start, where two that tell one measure are one, in the finer unit."""
    found: list[Figure] = []
    for figure in figures:
        if figure.unit_code in _finer() and figure.qualifier == "exact":
            whole = _whole_before(text, found[-1] if found else None, figure)
            if whole is not None:
                figure = _sum(text, whole, figure)
                if found and whole is found[-1]:
                    found.pop()
        found.append(figure)
    return found


def _whole_before(text: Text, before: Figure | None, part: Figure) -> Figure | None:
    """What ``part`` is joined to by و: the figure ``before`` it, or a coarser unit alone, which counts one."""
    words, stop = text.words, part.first
    if stop and words[stop - 1] == "و":
        stop -= 1
    elif words[stop][0] != "و" or part.start == text.raw_span(text.starts[stop], text.ends[stop])[0]:
        return None
    if before is not None and before.stop == stop:
        whole = before
    else:
        unit = _one_unit(text, stop - 1)
        if unit is None:
            return None
        prefix, code = unit
        start, end = text.raw_span(text.starts[stop - 1] + prefix, text.ends[stop - 1])
        whole = replace(
            part, start=start, end=end, number_start=start, first=stop - 1, stop=stop, low=1, high=1, best=1,
            unit_code=code.code, unit=code.unit,
        )  # fmt: skip
    parts = _parts().get((whole.unit_code or "", part.unit_code or ""))
    is_sum = parts is not None and whole.best is not None and part.best is not None and part.best < parts
    return whole if is_sum else None


def _one_unit(text: Text, i: int) -> tuple[int, Unit] | None:
    """A unit in the singular alone at token ``i``, with the code points of its proclitic."""
    if i < 0 or (i and text.words[i - 1][0].isdigit()):
        return None
    for clitic in CLITICS:
        word = text.words[i]
        bare = word[len(clitic) :]
        hit = units().at([bare], 0) if word.startswith(clitic) and bare[:1].isalpha() and bare[:2] != "ال" else None
        if hit is not None:
            return len(clitic), hit[1]
    return None


def _sum(text: Text, whole: Figure, part: Figure) -> Figure:
    parts = _parts()[whole.unit_code or "", part.unit_code or ""]
    low, high, best = (
        None if value is None else plain(exact(value) * parts + exact(part.best or 0))
        for value in (whole.low, whole.high, whole.best)
    )
    return replace(
        whole, end=part.end, text=text.raw[whole.start : part.end], stop=part.stop, number_end=part.number_end,
        low=low, high=high, best=best, unit_code=part.unit_code, rule="sum_of_units",
    )  # fmt: skip
