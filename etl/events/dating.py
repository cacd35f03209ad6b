"""When: the days of a sentence to the trigger that they belong to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from etl.documents import TimeExpression
from etl.events.attribution import attributions
from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.sentences import View
from etl.events.stories import is_total, is_word, one_story

# What joins a lapse of time to the event that it counts from (بعد يومين من الهجوم).
_COUNTED_FROM = frozenset({"من", "علي"})
_LAPSE_REACH = 3
#: Days that a unit of ISO 8601 lapses, and the days by which such a lapse may be off.
_LAPSES = {"D": (1, 0), "W": (7, 3), "M": (30, 15), "Y": (365, 182)}
# Grains too coarse for the day of a verdict or an accusation: what stands far behind it dates the crime.
_COARSE = frozenset({"month", "quarter", "year", "decade", "century"})
_NEXT_TO = 2
# What was announced longer ago is not told as having just happened.
_NEWS = timedelta(days=2)
_OUTBREAK_REACH = 8
_SINCE = "منذ"
_SINCES = frozenset({_SINCE, "ومنذ"})


class Taken(NamedTuple):
    """A day of the sentence, where it stands and whose it is."""

    item: Item
    day: TimeExpression
    owner: Candidate


def bind_dates(view: View, candidates: list[Candidate], published_on: date | None) -> None:
    """Give each date of the sentence to the nearest trigger of its clause, or to the saying of it."""
    heads = {c.first: c for c in candidates}
    told = attributions(view)
    speech = {i for i in view.sayings if i not in heads}.union(start for start, _ in told)
    positions = sorted({*heads, *speech})
    taken: list[Taken] = []
    lapses: list[Item] = []
    announced: list[tuple[int, Item, TimeExpression]] = []
    for item in view.items:
        expression = item.date
        if expression is None or expression.timex == "SET" or expression.modifier == "until":
            continue
        if expression.date_start is None:
            if expression.reason == "relative_to_event" and expression.modifier == "after":
                lapses.append(item)
            continue
        if any(start <= item.first < stop for start, stop in told):
            continue
        if view.words[item.first].removeprefix("و") == _SINCE and expression.modifier != "since":
            expression = replace(expression, modifier="since")  # منذ منتصف نوفمبر lasts
        owner = _owner(view, item, positions, speech)
        candidate = heads.get(owner)
        if candidate is None and _is_old_news(expression, published_on):
            announced.append((owner, item, expression))
        if candidate is None or _dates_the_content(item, candidate) or _dates_a_state(view, item, candidate):
            continue
        if candidate.date is None or _span(candidate.date[1]) > _span(expression):
            candidate.date = (item.index, expression)
        taken.append(Taken(item, expression, candidate))
    for owner, item, expression in announced:
        told_then = next((c for c in candidates if c.first > max(owner, item.first)), None)
        if told_then is not None and told_then.date is None:
            told_then.date = (item.index, expression)
            taken.append(Taken(item, expression, told_then))
    for item in lapses:
        _count_back(view, item, candidates, published_on)
    for candidate in candidates:
        if candidate.date is None and _SINCES.isdisjoint(view.words[view.first : view.stop]):
            _share(view, candidate, taken)
        elif candidate.date is None:
            candidate.since = _sums_up(view, candidate, candidates)
            if not candidate.since:
                _share(view, candidate, taken)
        if is_total(candidate) and len(taken) == 1 and _is_outbreak(view, taken[0].item):
            # اندلعت الحرب عام 2014 وتسببت بمقتل مئات الآلاف: from then on
            candidate.date = (taken[0].item.index, replace(taken[0].day, modifier="since"))


def _sums_up(view: View, candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Whether "since" and what is no date stand behind the trigger or open the sentence (قتل المئات منذ بدء الحرب)."""
    _, hi = view.clause(candidate.first)
    following = min((c.first for c in candidates if c.first > candidate.first), default=view.stop)
    spans = [range(candidate.stop, min(hi, following)), range(view.first, min(view.first + 1, candidate.first))]
    return any(
        view.words[k].removeprefix("و") == _SINCE and not any(m.date for m in view.items_in(k, k + 2))
        for span in spans
        for k in span
    )


def _is_outbreak(view: View, item: Item) -> bool:
    """Whether something began on that day, and went on."""
    return not structure("outbreak").isdisjoint(view.words[max(view.first, item.first - _OUTBREAK_REACH) : item.first])


def _share(view: View, candidate: Candidate, taken: list[Taken]) -> None:
    """The day of another trigger of the same story: that of the clause, or the only one of the sentence."""
    lo, hi = view.clause(candidate.first)
    ours = [t for t in taken if one_story(view, t.owner, candidate)]
    near = [t for t in ours if lo <= t.item.first < hi] or (ours if len({id(t.item) for t in taken}) == 1 else [])
    if near:
        nearest = min(near, key=lambda t: abs(t.item.first - candidate.first))
        candidate.date = (nearest.item.index, nearest.day)


def _is_old_news(expression: TimeExpression, published_on: date | None) -> bool:
    """Whether what was announced on that day is news of then (وفي 28 حزيران أعلنت الوزارة مقتل عشرة)."""
    end = expression.date_end or expression.date_start
    return published_on is not None and end is not None and end < published_on - _NEWS


def _dates_a_state(view: View, item: Item, candidate: Candidate) -> bool:
    """Whether منذ says how long another noun has been what it is (خرق للاتفاق الساري منذ آذار)."""
    before = view.words[item.first - 1] if item.first > view.first else ""
    return (
        item.date is not None
        and item.date.modifier == "since"
        and before.startswith("ال")
        and item.first - candidate.stop > 1
        and not (candidate.reading.definite and item.first - candidate.stop <= _LAPSE_REACH)
    )


def _dates_the_content(item: Item, candidate: Candidate) -> bool:
    """Whether a year far behind a verdict or an accusation dates what it is about (أدانته بالسرقة عام 2012)."""
    assert item.date is not None
    long = item.date.grain in _COARSE or _span(item.date) > _LAPSES["W"][0]
    return is_word(candidate) and long and item.first - candidate.stop > _NEXT_TO


def _count_back(view: View, item: Item, candidates: list[Candidate], published_on: date | None) -> None:
    """بعد يومين من هجوم: the attack was two days before the event that the sentence tells first."""
    _, hi = view.clause(item.first)
    past = next((c for c in candidates if item.stop < c.first < hi), None)
    if not any(view.words[k] in _COUNTED_FROM for k in range(item.stop, min(hi, item.stop + 1))):
        return
    if past is None or past.date is not None or item.date is None:
        return
    amount, unit = (item.date.value or "")[1:-1], (item.date.value or " ")[-1]
    if not amount.isdigit() or unit not in _LAPSES:
        return
    days, play = _LAPSES[unit]
    main = next((c for c in reversed(candidates) if c.first < item.first and c.date is not None), None)
    main = main or next((c for c in candidates if c.first > past.first and c.date is not None), None)
    if main is not None and main.date is not None and main.date[1].date_start is not None:
        start, end = main.date[1].date_start, main.date[1].date_end or main.date[1].date_start
    elif published_on is not None:
        start, end = published_on - timedelta(days=1), published_on
    else:
        return
    lapse, slack = timedelta(days=days * int(amount)), timedelta(days=play)
    past.date = (item.index, replace(item.date, date_start=start - lapse - slack, date_end=end - lapse + slack))
    for candidate in candidates:
        if candidate.date is None and candidate.first > past.first and one_story(view, past, candidate):
            candidate.date = past.date


def _span(expression: TimeExpression) -> int:
    start, end = expression.date_start, expression.date_end
    return (end - start).days if start and end else 10_000


def _owner(view: View, item: Item, positions: list[int], speech: set[int]) -> int:
    """The trigger or verb of saying that a date belongs to: the last one before it in its clause, else the next."""
    lo, hi = view.clause(item.first)
    at = bisect_left(positions, item.first)
    before = positions[at - 1] if at and positions[at - 1] >= lo else -1
    after = positions[at] if at < len(positions) and positions[at] < hi else -1
    if before >= 0 and after >= 0 and before in speech:
        # قال السبت ان: the saying's; وقال ان في السبت قتل: the event's
        opened = not structure("complement").isdisjoint(view.words[before + 1 : item.first])
        return after if opened or after - item.stop <= 1 else before
    if before >= 0:
        return before
    if after >= 0:
        return after
    if at and positions[at - 1] >= 0 and positions[at - 1] not in speech:
        return positions[at - 1]
    return positions[at] if at < len(positions) else -1
