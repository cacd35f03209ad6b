"""Days that a TIMEX3 value names."""

from __future__ import annotations

import re
from datetime import date, timedelta

#: First and last month of what a year is divided into. Winter is that which the year begins with or ends in: no days.
_PARTS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


def days(value: str | None) -> tuple[str, str] | None:
    """First and last day of ``value``, as ISO days; None for durations, sets and what is vague.

    >>> days("2024-02"), days("2024-W01-WE"), days("199"), days("2013-10-21T09:00"), days("P3D")
    (('2024-02-01', '2024-02-29'), ('2024-01-06', '2024-01-07'), ('1990-01-01', '1999-12-31'), ('2013-10-21', '2013-10-21'), None)
    """
    text = (value or "").split("T")[0]
    try:
        found = _days(text)
    except ValueError:  # a 31st of February
        return None
    return (found[0].isoformat(), found[1].isoformat()) if found else None


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
