"""Feasts: عيد الأضحى الماضي, ليلة عيد الميلاد, ثاني أيام عيد الفطر."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from etl.dates import calendar
from etl.dates.daytime import part_found
from etl.dates.lexicon import Holiday
from etl.dates.monthdays import day_of_name
from etl.dates.months import MonthName
from etl.dates.reader import Found, Reader

#: Words of time right before a feast, besides the prepositions.
_LEADS = frozenset(
    {"في", "وفي", "يوم", "ليله", "عشيه", "غداه", "صباح", "مساء", "عطله", "اجازه", "ايام", "نهار", "منذ", "خلال"}
)


#: The two that are called the feast: عيد الفطر and عيد الأضحى, by Hijri month and day.
_THE_FEASTS = ((10, 1), (12, 10))


class _Name(NamedTuple):
    stop: int
    holiday: Holiday


def read_holiday(r: Reader, i: int) -> Found | None:
    """A feast where its year, a shift or a word of time stands beside it."""
    name = _name(r, i)
    if name is None:
        return None
    found = _day(r, i, name)
    before = r.at(i - 1)
    if before == "ليله" and found is not None and found.start is not None:  # the night leads to the feast
        return part_found(i - 1, found.stop, "NI", found.start - timedelta(1), found.anchor)
    led = before in _LEADS or before in r.lexicon.prepositions or before in r.lexicon.modifiers
    return found if found is not None and (led or found.stop > name.stop or r.fragment(i)) else None


def read_day_of_holiday(r: Reader, i: int) -> Found | None:
    """أول أيام عيد الفطر, ثالث أيام العيد, اليوم الثاني من عيد الأضحى."""
    ordinal = r.lexicon.ordinals.get(r.at(i), 0)
    j = i + 2
    if r.at(i).endswith("اليوم"):
        ordinal = r.lexicon.ordinals.get(r.at(i + 1), 0)
        j += r.at(j) in ("من", "ل")
        j += r.at(j) == "ايام"
    elif r.at(i + 1) not in ("ايام", "يوم"):
        return None
    found = _feast(r, j) if ordinal > 0 else None
    if found is None or found.start is None:
        return None
    day = found.start + timedelta(ordinal - 1)
    return found._replace(first=i, value=day.isoformat(), start=day, end=day)


def _feast(r: Reader, j: int) -> Found | None:
    """The first day of the feast at token ``j``; العيد alone is the one closest to the day of publication."""
    name = _name(r, j)
    if name is not None:
        return _day(r, j, name)
    if r.at(j) not in ("العيد", "لعيد", "للعيد") or r.published is None:
        return None
    published, today = r.published, calendar.hijri_of(r.published)
    years = (today[0] - 1, today[0], today[0] + 1) if today else ()
    days = [calendar.hijri_day(year, *first) for year in years for first in _THE_FEASTS]
    day = min((day for day in days if day), key=lambda day: abs(day - published), default=None)
    if day is None:
        return None
    return Found(j, j + 1, "holiday", "DATE", day.isoformat(), day, day, "day", hijri=True, anchor="published_on")


def _name(r: Reader, i: int) -> _Name | None:
    hit = r.lexicon.holidays.at(r.words, i) if i < r.limit else None
    if hit is None or hit[0] > r.limit:
        return None
    assert isinstance(hit[1], Holiday)
    return _Name(hit[0], hit[1])


def _day(r: Reader, i: int, name: _Name) -> Found | None:
    month = MonthName(i, name.stop, name.holiday.month, True)
    found = day_of_name(r, i, month, name.holiday.day, None)
    return found._replace(rule="holiday") if found is not None else None
