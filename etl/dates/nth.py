"""Days and weeks by their place in a month (the first Thursday, the last day, the second week), months by theirs in a
year."""

from __future__ import annotations

from datetime import timedelta

from etl.dates import calendar
from etl.dates.months import month_name, read_month
from etl.dates.periods import read_demonstrative, read_unit, this_period
from etl.dates.reader import Found, Reader


def nth_weekday(r: Reader, first: int, j: int, ordinal: int, iso: int) -> Found | None:
    """The ``ordinal``-th (-1: last) weekday of the month that token ``j`` begins."""
    found = read_month(r, j) or read_unit(r, j) or read_demonstrative(r, j)
    if found is None or found.grain != "month" or found.start is None or found.end is None:
        return None
    if ordinal > 0:
        day = found.start + timedelta((iso - found.start.isoweekday()) % 7 + 7 * (ordinal - 1))
    else:
        day = found.end - timedelta((found.end.isoweekday() - iso) % 7)
    if not found.start <= day <= found.end:
        return None
    return Found(first, found.stop, "nth_weekday", "DATE", day.isoformat(), day, day, "day", anchor=found.anchor)


def nth_day(r: Reader, i: int, j: int, ordinal: int) -> Found | None:
    """اليوم الأول من شهر رمضان, اليوم الأخير من العام."""
    return _nth_of_month(r, i, j + 1, ordinal) if r.at(j) in ("من", "في") else None


def _nth_of_month(r: Reader, i: int, j: int, ordinal: int) -> Found | None:
    """The ``ordinal``-th day (-1: the last) of the month or year at token ``j``."""
    found = read_month(r, j) or read_unit(r, j) or read_demonstrative(r, j) or this_period(r, j)
    if found is None or found.start is None or found.end is None or found.grain not in ("month", "year"):
        return None
    day = found.start + timedelta(ordinal - 1) if ordinal > 0 else found.end
    return Found(
        i, found.stop, "nth_day", "DATE", day.isoformat(), day, day, "day", hijri=found.hijri, anchor=found.anchor
    )


def read_nth(r: Reader, i: int) -> Found | None:
    """أول خميس من مايو, آخر يوم من شهر رجب, ثالث يوم من الشهر, أول أسبوع من أكتوبر, الأسبوع الأول من مارس 2014."""
    ordinal = r.lexicon.ordinals.get(r.at(i))
    j = i + 1
    if ordinal is None:
        entry = r.lexicon.units.get(r.at(i))
        ordinal = r.lexicon.ordinals.get(r.at(j))
        if entry is None or not entry[1].definite:
            return None
        if entry[1].code == "M":
            return _nth_month(r, i, j, ordinal)
        return _nth_week(r, i, j + 1, ordinal) if entry[1].code == "W" and ordinal is not None else None
    unit = r.lexicon.units.get(r.at(j))
    if unit is not None and unit[1].code == "D" and unit[1].number == "plural" and month_name(r, j + 1) is not None:
        return _nth_of_month(r, i, j + 1, ordinal)  # أول أيام رمضان
    if unit is not None and unit[1].code == "D" and unit[1].number == "singular":
        weekday = r.lexicon.weekdays.get(r.at(j + 1))
        if weekday is None:
            return nth_day(r, i, j + 1, ordinal)
        j += 1
    if unit is not None and unit[1].code == "W" and unit[1].number == "singular":
        return _nth_week(r, i, j + 1, ordinal)
    weekday = r.lexicon.weekdays.get(r.at(j))
    if weekday is None or r.words[i].startswith("ال"):
        return None
    j += 1
    if r.at(j) in ("من", "في"):
        return nth_weekday(r, i, j + 1, ordinal, weekday[1].iso)
    name = month_name(r, j)
    return nth_weekday(r, i, j, ordinal, weekday[1].iso) if name is not None else None


def _nth_month(r: Reader, i: int, j: int, last: int | None) -> Found | None:
    """الشهر الأول من عام 2015, الشهر الحادي عشر من السنة الماضية, الشهر الأخير من العام."""
    number = r.number(j)
    ordinal, stop = (12, j + 1) if last == -1 else (0, j)
    if number is not None and number.form == "ordinal":
        ordinal, stop = int(number.low), number.stop
    if not 1 <= ordinal <= 12 or r.at(stop) != "من":
        return None
    year = read_unit(r, stop + 1) or read_demonstrative(r, stop + 1) or this_period(r, stop + 1)
    if year is None or year.start is None or year.grain != "year" or year.hijri or year.start.month != 1:
        return None
    period = calendar.month(year.start.year, ordinal)
    if period is None:
        return None
    value = calendar.value_of(period, "M")
    return Found(i, year.stop, "nth_month", "DATE", value, *period, "month", anchor=year.anchor)


def _nth_week(r: Reader, i: int, j: int, ordinal: int) -> Found | None:
    j += r.at(j) in ("من", "في")
    found = read_month(r, j) or read_unit(r, j) or read_demonstrative(r, j)
    if found is None or found.start is None or found.end is None or found.grain != "month":
        return None
    # The first week of a month is the first that begins in it.
    if ordinal > 0:
        monday = found.start + timedelta((1 - found.start.isoweekday()) % 7 + 7 * (ordinal - 1))
    else:
        monday = calendar.week(found.end)[0]
    period = calendar.week(monday)
    value = calendar.value_of(period, "W")
    return Found(i, found.stop, "nth_week", "DATE", value, *period, "week", anchor=found.anchor)
