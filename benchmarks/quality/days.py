"""Days that a TIMEX3 value names."""

from __future__ import annotations

import re
from datetime import date, timedelta

#: First and last month of what a year is divided into. A winter may begin the year or end it: no days.
_PARTS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


def days(value: str | None) -> tuple[str, str] | None:
    """First and last day of ``value``, as ISO days; None for durations, sets and what is vague.

    >>> days("2024-02"), days("2024-W01-WE"), days("P3D")
    (('2024-02-01', '2024-02-29'), ('2024-01-06', '2024-01-07'), None)
    """
    text = (value or "").split("T")[0]
    try:
        found = _days(text)
    except ValueError:  # a 31st of February
        return None
    return (found[0].isoformat(), found[1].isoformat()) if found else None


def counted(span: str, day: str) -> tuple[str, str] | None:
    """``day`` less and plus a duration in years, months, weeks or days.

    >>> counted("P10M", "2013-10-21"), counted("PT3H", "2013-10-21")
    (('2012-12-21', '2014-08-21'), None)
    """
    match = re.fullmatch(r"P(\d+)([YMWD])", span)
    if not match:
        return None
    count, today = int(match[1]), date.fromisoformat(day)
    if match[2] in "WD":
        step = timedelta(count * (7 if match[2] == "W" else 1))
        return (today - step).isoformat(), (today + step).isoformat()
    months = count * (12 if match[2] == "Y" else 1)
    return _months(today, -months).isoformat(), _months(today, months).isoformat()


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _month_end(year, month + 1).day))


def _days(text: str) -> tuple[date, date] | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day
    if match := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", text):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
    if match := re.fullmatch(r"(\d{4})-(\d{2}|Q[1-4]|H[12]|SP|SU|FA)", text):
        part = match[2]
        first, last = (_PARTS | _SEASONS).get(part) or (int(part), int(part))
        return date(int(match[1]), first, 1), _month_end(int(match[1]), last)
    if match := re.fullmatch(r"\d{2,4}", text):  # a year, a decade, a century
        width = 10 ** (4 - len(text))
        first = int(text) * width
        return date(max(1, first), 1, 1), date(first + width - 1, 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
