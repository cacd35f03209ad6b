"""The day that a field, a page or a table writes, in the spellings of the trade and of the languages beside Arabic.

Arabic months, Hijri ones too, are read by the date grammar of the house. What can be read two ways (11/12/2016) is
decided by a weekday beside it or by the order that the same source writes elsewhere, else it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from etl.dates import find_dates
from etl.numbers import find_numbers
from etl.text import read_text

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb février fevrier févr fevr",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug août aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre decembre déc",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lundi الاثنين الإثنين اثنين",
            "tuesday tue mardi الثلاثاء ثلاثاء",
            "wednesday wed mercredi الأربعاء الاربعاء أربعاء",
            "thursday thu jeudi الخميس خميس",
            "friday fri vendredi الجمعة جمعة",
            "saturday sat samedi السبت سبت",
            "sunday sun dimanche الأحد الاحد أحد",
        )
    )
    for name in names.split()
}
_YEAR = r"((?:18|19|20)\d\d)"
_SHORT_YEAR = re.compile(r"(?<![\d/.:-])(\d{1,2}(?:[- ][a-z]{3}[- ]|([-/.])\d{1,2}\2))(\d\d)(?![\d/.:-])", re.I)
_SEPARATOR = r"\s?[-/._\\]\s?"
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}{_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?!\d)")
_YEAR_LAST = re.compile(rf"(?<!\d)(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}{_YEAR}(?!\d)")
_NAME = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er)?[\s/.,-]*(?:of\s+)?{_NAME}[\s/.,-]*{_YEAR}(?!\d)", re.I)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}[\s/.,-]*{_NAME}[\s/.,-]*(\d{{1,2}})(?![\d:])", re.I)
_MONTH_DAY = re.compile(rf"\b{_NAME}[\s/-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s/.,-]+{_YEAR}(?!\d)", re.I)
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(am\b|pm\b|a\.m\.|p\.m\.|صباحا?ً?|مساءً?ا?|ص\b|م\b)?"
    r"(?:\s*(utc|gmt|z)?\s*([+-]\d\d:?\d\d)?)(?![\d:])",
    re.I,
)
_AFTERNOON = ("pm", "p.m.", "م", "مساء", "مساءً", "مساءا")
_EXCEL = re.compile(r"[2-5]\d{4}(?:[.,]\d+)?")
_EXCEL_FIRST = date(1899, 12, 30)
_EPOCH_IN_NAME = re.compile(r"/Date\((-?\d{9,14})(?:[+-]\d{4})?\)/")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_MONTH_FIRST = re.compile(r"([ء-ي][ء-ي ]*?)\s+(\d{1,2})\s*[,،]?\s+(\d{4})\b")
_BESIDE_LETTERS = re.compile(r"(?<=\d)\s*[-/,،.]+\s*(?=[ء-ي])|(?<=[ء-ي])\s*[-/,،.]+\s*(?=\d)|[,،]")
_NUMBERED_MONTH = re.compile(r"(كانون|تشرين)\s+([12])(?!\d)")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0", "01234567890123456789 ")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A day and, as far as they are written, its time and zone."""

    on: date
    time: time | None = None
    zone: timezone | None = None


def plain_digits(written: str) -> str:
    """``written`` in one line, with European digits and without marks of direction."""
    return " ".join(_DIRECTION.sub("", written).translate(_DIGITS).split())


def _with_long_years(written: str) -> str:
    """``written`` in plain digits, its years of two digits in full."""
    return _SHORT_YEAR.sub(lambda m: m[1] + ("19" if m[3] >= "69" else "20") + m[3], plain_digits(written))


def spelled_day(written: str, day_first: bool | None = None) -> Spelled | None:
    """The one day that ``written`` states, or None; ``day_first`` is the order of what can be read two ways.

    >>> spelled_day("الخميس 24 سبتمبر 2026 - 12:09 م").on, spelled_day("Sept. 24th, 2026").on
    (datetime.date(2026, 9, 24), datetime.date(2026, 9, 24))
    >>> spelled_day("11/12/2016"), spelled_day("الأحد 11/12/2016").on
    (None, datetime.date(2016, 12, 11))
    """
    written = _with_long_years(written)
    if _EXCEL.fullmatch(written):
        return Spelled(_EXCEL_FIRST + timedelta(days=int(written[:5])))
    if epoch := _EPOCH_IN_NAME.fullmatch(written):
        moment = datetime.fromtimestamp(int(epoch[1]) / 1000, tz=timezone.utc)  # noqa: UP017 - the type is timezone
        return Spelled(moment.date(), moment.time(), timezone.utc)  # noqa: UP017
    clock = _TIME.search(written)
    without_time = written[: clock.start()] + " " + written[clock.end() :] if clock else written
    days = set(_days(without_time, day_first))
    if not days and not _YEAR_LAST.search(without_time):
        days = set(_arabic_days(without_time))
    if len(days) != 1:
        return None
    return Spelled(days.pop(), *(_clock(clock) if clock else (None, None)))


def day_order(written: str) -> bool | None:
    """Whether ``written`` puts the day before the month; None where it does not show."""
    orders = {_order(first, second) for first, second, _ in _YEAR_LAST.findall(_with_long_years(written))}
    return orders.pop() if len(orders) == 1 else None


def is_open(written: str) -> bool:
    """Whether ``written`` states a day in figures that can be read two ways."""
    return any(
        _order(first, second) is None and first != second
        for first, second, _ in _YEAR_LAST.findall(_with_long_years(written))
    )


def _order(first: str, second: str) -> bool | None:
    if int(first) > 12 >= int(second):
        return True
    return False if int(second) > 12 >= int(first) else None


def _days(written: str, day_first: bool | None) -> Iterable[date]:
    for year, month, day in _YEAR_FIRST.findall(written):
        yield from _day(year, month, day)
    for first, second, year in _YEAR_LAST.findall(written):
        as_written = _order(first, second)
        order = as_written if as_written is not None else day_first
        if order is not None or int(first) == int(second):
            yield from _day(year, second, first) if order else _day(year, first, second)
        else:
            both = [*_day(year, second, first), *_day(year, first, second)]
            names = {_WEEKDAYS[word.casefold()] for word in _WORD.findall(written) if word.casefold() in _WEEKDAYS}
            fitting = [day for day in both if day.weekday() in names]
            yield from fitting if len(fitting) == 1 else ()
    for day, name, year in _DAY_MONTH.findall(written):
        yield from _day(year, str(_MONTHS[name.casefold()]), day)
    for year, name, day in _YEAR_MONTH_DAY.findall(written):
        yield from _day(year, str(_MONTHS[name.casefold()]), day)
    for name, day, year in _MONTH_DAY.findall(written):
        yield from _day(year, str(_MONTHS[name.casefold()]), day)


def _arabic_days(written: str) -> Iterable[date]:
    """By the grammar; where both calendars are written, the Gregorian one counts."""
    written = _NUMBERED_MONTH.sub(lambda m: f"{m[1]} {'الأول' if m[2] == '1' else 'الثاني'}", written)
    written = _ARABIC_MONTH_FIRST.sub(r"\2 \1 \3", _BESIDE_LETTERS.sub(" ", written))
    text = read_text(" ".join(written.split()))
    found = [
        expression
        for expression in find_dates(text, find_numbers(text), None)
        if expression.anchor == "absolute" and expression.date_start == expression.date_end
    ]
    gregorian = [expression for expression in found if expression.calendar == "gregorian"]
    return [each.date_start for each in gregorian or found if each.date_start]


def _day(year: str, month: str, day: str) -> list[date]:
    try:
        return [date(int(year), int(month), int(day))]
    except ValueError:
        return []


def _clock(found: re.Match[str]) -> tuple[time | None, timezone | None]:
    hour, minute, second, half, name, offset = found.groups()
    hours = int(hour)
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half.casefold() in _AFTERNOON else 0)
    try:
        at = time(hours, int(minute), int(second or 0))
        zone = timezone(_offset(offset)) if offset else timezone.utc if name else None  # noqa: UP017
    except ValueError:
        return None, None
    return at, zone


def _offset(written: str) -> timedelta:
    hours, minutes = int(written[1:3]), int(written[-2:])
    return (-1 if written[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes)
