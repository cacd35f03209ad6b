"""Days and periods of the two calendars, as pure functions of dates.

A period is a pair of days, both inclusive. Weeks are those of ISO 8601 (Monday to Sunday). The Hijri calendar is the
one of Umm al-Qura as tabulated by ``hijridate`` (1343 to 1500 AH); before and after it stands the arithmetical calendar
(thirty-year cycle, civil epoch; Dershowitz and Reingold, Calendrical Calculations, chapter 7), a day or two off.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from hijridate import Gregorian, Hijri

Period = tuple[date, date]

_FIRST_TABULATED, _LAST_TABULATED = 1343, 1500
#: 1 Muharram 1 AH, 16 July 622 of the Julian calendar.
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none (31 April)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def year(number: int) -> Period | None:
    return (date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= MAXYEAR else None


def month(year: int, number: int) -> Period | None:
    if not (1 <= year <= MAXYEAR and 1 <= number <= 12):
        return None
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def week(of: date) -> Period:
    monday = of - timedelta(of.isoweekday() - 1)
    return monday, monday + timedelta(6)


def decade(first_year: int) -> Period | None:
    return years(first_year, 10)


def years(first_year: int, count: int) -> Period | None:
    if not 1 <= first_year <= MAXYEAR - count:
        return None
    return date(first_year, 1, 1), date(first_year + count - 1, 12, 31)


def quarter(year: int, number: int, size: int = 3) -> Period | None:
    """The ``number``-th stretch of ``size`` months of the year, from 1."""
    first, last = month(year, (number - 1) * size + 1), month(year, number * size)
    return (first[0], last[1]) if first and last else None


def season(year: int, code: str) -> Period | None:
    """Seasons of whole months; the winter of a year is the one that ends in it."""
    if not 1 < year < MAXYEAR:
        return None
    first = _SEASON_MONTHS[code]
    if code == "WI":
        return date(year - 1, 12, 1), date(year, 2, monthrange(year, 2)[1])
    return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])


def shifted(of: date, steps: int, unit: str) -> date | None:
    """The day ``steps`` units (D, W, M, Y, X decades, C centuries) away; the last day of a month too short."""
    try:
        if unit in ("D", "W"):
            return of + timedelta(steps * (7 if unit == "W" else 1))
        months = steps * {"M": 1, "Y": 12, "X": 120, "C": 1200}[unit]
        whole = of.year * 12 + of.month - 1 + months
        target_year, target_month = divmod(whole, 12)
        last = monthrange(target_year, target_month + 1)[1]
        return date(target_year, target_month + 1, min(of.day, last))
    except (ValueError, OverflowError, IndexError):
        return None


def period_of(of: date, unit: str) -> Period | None:
    """The day, week, month, year, decade or century that holds a day."""
    if unit == "D":
        return of, of
    if unit == "W":
        return week(of)
    if unit == "M":
        return month(of.year, of.month)
    if unit == "Y":
        return year(of.year)
    size = 10 if unit == "X" else 100
    return years(max(1, of.year // size * size), size)


def value_of(period: Period, unit: str) -> str:
    """TIMEX3 value of a whole period of ``unit``."""
    first = period[0]
    if unit == "D":
        return first.isoformat()
    if unit == "W":
        iso = first.isocalendar()
        return f"{iso.year}-W{iso.week:02}"
    if unit == "M":
        return f"{first.year:04}-{first.month:02}"
    text = f"{first.year:04}"
    return text if unit == "Y" else text[:3] if unit == "X" else text[:2]


def third(period: Period, part: str) -> Period:
    """First, second or last third (start, mid, end) of a period.

    A month is cut after the 10th and the 20th, a year, half or quarter into equal numbers of months, a decade or
    century into years (four, three and three of ten), anything else into days.
    """
    first, last = period
    length = (last - first).days + 1
    if 28 <= length <= 31:
        a, b = first + timedelta(10), first + timedelta(20)
    elif 89 <= length <= 366 and first.day == 1:
        months = round(length / 91.3)
        second, final = shifted(first, months, "M"), shifted(first, 2 * months, "M")
        assert second is not None and final is not None  # of a year that exists
        a, b = second, final
    elif length > 366 and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        count = last.year - first.year + 1
        a = date(first.year + -(-count // 3), 1, 1)
        b = date(a.year + count // 3, 1, 1)
    else:
        a, b = first + timedelta(round(length / 3)), first + timedelta(length - round(length / 3))
    one = timedelta(1)
    return {"start": (first, a - one), "mid": (a, b - one), "end": (b, last)}[part]


def middle(period: Period) -> date:
    """The day that stands for the middle: the 15th of a month."""
    first, last = period
    return first + timedelta(
        (last - first).days // 2 if (last - first).days > 30 else min(14, (last - first).days // 2)
    )


def is_tabulated(hijri_year: int) -> bool:
    """Whether the days of a Hijri year are known and not computed."""
    return _FIRST_TABULATED <= hijri_year <= _LAST_TABULATED


def _arithmetical(year: int, month: int, number: int) -> date:
    """The civil day by the cycle of thirty years, eleven of them leap."""
    return date.fromordinal(
        _HIJRI_EPOCH + number - 1 + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    )


def hijri_day(year: int, month: int, number: int) -> date | None:
    """The civil day of a Hijri date (which begins the evening before)."""
    try:
        if is_tabulated(year):
            return date.fromisoformat(Hijri(year, month, number).to_gregorian().isoformat())
        return _arithmetical(year, month, number) if 1 <= month <= 12 and 1 <= number <= 30 and year > 0 else None
    except (ValueError, OverflowError):
        return None


def hijri_month(year: int, month: int) -> Period | None:
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, after - timedelta(1)) if first and after else None


def hijri_year(number: int) -> Period | None:
    first, after = hijri_day(number, 1, 1), hijri_day(number + 1, 1, 1)
    return (first, after - timedelta(1)) if first and after else None


def hijri_of(of: date) -> tuple[int, int, int] | None:
    """Hijri year, month and day of a civil day."""
    try:
        return Gregorian(of.year, of.month, of.day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        return None
