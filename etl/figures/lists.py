"""Counts told one after another in the same words: قتل 3 في عدن و4 في تعز و5 في لحج.

What the first one counts, the others count, and what happened to those happened to these. They add up: none of them is
part of another, and the total, where the text gives one, is their whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.documents import Figure
from etl.figures.lexicon import context
from etl.text import Text

#: The rule of every count of a list but its first.
ADDEND = "addend"
_HARMED = frozenset({"persons", "households"})
_COUNTED = _HARMED | {"count"}
#: What leads in where, or of whom, each of them is.
_LEADS = frozenset({"في", "من", "علي", "لدي", "عند"})
#: The longest phrase behind a count of a list, in tokens.
_PHRASE = 5


def with_lists(text: Text, figures: list[Figure]) -> list[Figure]:
    """``figures``, sorted by start, with what each count of a list shares with its first, and their whole."""
    found = list(figures)
    for members in _lists(text, found):
        first = found[members[0]]
        for k in members[1:]:
            found[k] = replace(_like(found[k], first), rule=ADDEND)
        whole = _total(found, members)
        if whole is None:
            continue
        total = found[whole]
        for k in members:
            found[k] = replace(_like(found[k], total), part_of=whole)
    return found


def _like(figure: Figure, other: Figure) -> Figure:
    """``figure``, which counts what ``other`` does where no noun says what, and to which the same happened."""
    unit = other.unit if figure.counted is None and figure.kind is None else figure.unit
    told = figure.kind is not None or unit != other.unit
    return figure if told else replace(figure, unit=unit, kind=other.kind, flow=other.flow)


def whole_list(figures: Sequence[Figure], k: int) -> range:
    """The places of all figures of the list that ``figures[k]`` is in; of a figure in none, its own."""
    first, stop = k, k + 1
    while figures[first].rule == ADDEND:
        first -= 1
    while stop < len(figures) and figures[stop].rule == ADDEND:
        stop += 1
    return range(first, stop)


def _lists(text: Text, figures: list[Figure]) -> Iterator[list[int]]:
    """The places of the figures of each list of two or more."""
    members: list[int] = []
    for k in range(1, len(figures)):
        if _goes_on(text, figures[k - 1], figures[k]):
            members = members or [k - 1]
            members.append(k)
        elif members:
            yield members
            members = []
    if members:
        yield members


def _goes_on(text: Text, before: Figure, figure: Figure) -> bool:
    """Whether ``figure`` follows in the same words: joined by و, a phrase of the same preposition behind both; or right
    behind, others to whom the same happened (7 جنود و3 مدنيين)."""
    words = text.words
    if before.sentence != figure.sentence or not {before.unit, figure.unit} <= _COUNTED:
        return False
    if figure.kind != before.kind and None not in (figure.kind, before.kind):
        return False
    stop = figure.first - (words[figure.first - 1] in ("و", "،", ","))
    joined = stop < figure.first or words[figure.first][0] == "و"
    if stop == before.stop:
        named = before.counted is not None and figure.counted is not None
        also = "و" in (words[figure.first][0], words[stop])
        return named and also and before.kind is not None and figure.kind == before.kind
    told = before.stop < len(words) and words[before.stop] in context("right")  # 3 قتلوا في عدن
    lead = _lead(words, before.stop + told)
    return joined and lead is not None and 1 <= stop - before.stop <= _PHRASE and _lead(words, figure.stop) == lead


def _lead(words: list[str], i: int) -> str | None:
    """The preposition at token ``i``, apart or joined."""
    if i >= len(words):
        return None
    return words[i] if words[i] in _LEADS else "ب" if len(words[i]) > 3 and words[i][0] == "ب" else None


def _total(figures: list[Figure], members: list[int]) -> int | None:
    """The place of the figure that counts all of a list: it is their sum."""
    parts = [figures[k] for k in members]
    if any(part.best is None for part in parts):
        return None
    kinds = {part.kind for part in parts if part.kind is not None}
    total = sum(part.best for part in parts if part.best is not None)
    wholes = [
        k
        for k, whole in enumerate(figures)
        if whole.best == total and whole.unit in _HARMED and whole.part_of is None and k not in members
        and (not kinds or whole.kind in kinds)
    ]  # fmt: skip
    return min(wholes, key=lambda k: abs(k - members[0]), default=None)
