"""Days by number: 15 مايو, الخامس عشر من الشهر الجاري, 20/7/2014, 3 شعبان 1440هـ, and ranges of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from etl.dates import calendar
from etl.dates.lexicon import Month, Shift
from etl.dates.months import (
    OUT_OF_CALENDAR,
    MonthName,
    every_year,
    month_name,
    month_tail,
    year_of_month,
)
from etl.dates.periods import years_found
from etl.dates.reader import NO_DAY, Found, Reader
from etl.dates.years import EARLIEST, LATEST, era_after, shift_at

_RANGE_WORDS = frozenset({"-", "–", "—", "الي", "حتي", "وحتي", "و", "او", "/", "،"})
_SEPARATORS = frozenset({"/", "-", ".", "–"})


class DayNumber(NamedTuple):
    stop: int
    number: int
    #: Said as an ordinal, which wants من or شهر after it.
    ordinal: bool


def day_number(r: Reader, i: int) -> DayNumber | None:
    """A number from 1 to 31 at token ``i``: digits of at most two places, or an ordinal in words."""
    if r.at(i) == "ال" and r.digits(i + 1) is not None:
        i += 1
    word = r.at(i)
    if word.isdecimal():
        stop = i + 1 + (r.at(i + 1) in r.lexicon.words["latin_ordinals"] and r.touching(i + 1))
        return DayNumber(stop, int(word), False) if len(word) <= 2 and 1 <= int(word) <= 31 else None
    number = r.number(i)
    if number is not None and number.low == number.high and 1 <= number.low <= 31 and number.low == int(number.low):
        return DayNumber(number.stop, int(number.low), number.form == "ordinal")
    return None


def _first_day(r: Reader, i: int) -> DayNumber | None:
    word, firsts = r.at(i), r.lexicon.words["first_days"]
    return DayNumber(i + 1, 1, False) if word in firsts or word[1:] in firsts else None


def read_month_day(r: Reader, i: int, weekday: int | None = None) -> Found | None:
    """A day, or a stretch of days, of a named or pointed-at month; ``weekday`` (ISO) was read before it."""
    days = _first_day(r, i) or day_number(r, i)
    if days is None:
        return None
    first, last, link = days.number, None, ""
    j = days.stop
    while r.at(j) in _RANGE_WORDS and not (last and r.at(j) in _SEPARATORS and len(r.at(j + 3)) == 4):
        k = j + 1 + (r.at(j) == "و" and r.at(j + 1) in ("حتي", "الي"))
        until = day_number(r, k)
        if until is None or until.number <= (last or first) or until.ordinal != days.ordinal:
            break
        last, j, link = until.number, until.stop, r.at(j)
    if last is not None and link != "/" and r.at(j) in _SEPARATORS and r.at(j - 1).isdecimal():
        numeric = _of_numeric_month(r, i, j - 1, first, last)
        if numeric is not None:
            return numeric
    if r.at(j) in _RANGE_WORDS and r.at(j) != "/":
        return None
    separator = r.at(j)
    if separator in ("من", "/", "-") or separator == "ل":
        j += 1
    name = month_name(r, j)
    if name is None:
        if days.ordinal and separator != "من":
            return None
        return _of_pointed_month(r, i, j, first, last, separator == "من")
    if days.ordinal and separator != "من" and not name.proved:
        return None
    if (
        name.first == days.stop
        and r.words[name.first][0] in "وف"
        and not r.words[name.first].startswith("فبر")
        and not r.words[name.first].startswith("في")
    ):
        return None
    if separator in ("/", "-") and not r.touching(j):
        return None
    return day_of_name(r, i, name, first, last, weekday)


def _of_numeric_month(r: Reader, i: int, j: int, first: int, last: int) -> Found | None:
    """1 إلى 12 / 7 / 1440هـ: the second day is written as a date in digits at token ``j``, and the first shares it."""
    end = read_numeric(r, j, cue=True)
    if end is None or end.start is None or end.grain != "day" or r.digits(j) != last:
        return None
    if not end.hijri and end.start.day != last:
        return None  # the month stands first
    start = end.start - timedelta(last - first)
    return end._replace(first=i, value=f"{start}/{end.start}", start=start)


def day_of_name(
    r: Reader, i: int, name: MonthName, first: int, last: int | None, weekday: int | None = None
) -> Found | None:
    """Day ``first`` (to ``last``) of the month ``name`` with what follows it; the expression begins at token ``i``."""
    year, shift, stop = month_tail(r, name)
    month = name.month
    if year is None and shift is None and name.first > i and not month.hijri:
        named = _named_day(r, i, stop, month.number, first)
        if named is not None:
            return named
    if year is None and shift is None and every_year(r, stop):
        yearly = "P1Y" if month.hijri else f"XXXX-{month.number:02}-{first:02}"
        return Found(i, stop + 3, "yearly", "SET", yearly, None, None, "day", anchor="none")
    anchor, number = "absolute", None
    if year is not None:
        number, anchor = year.number, year.anchor
    else:
        number, anchor = year_of_month(r, name, shift, first)
        fitting = _year_by_weekday(r, month, first, weekday) if weekday and not shift else None
        if fitting is not None:
            number, anchor = fitting, "published_on"
    rule = "hijri_day" if month.hijri else "day_month_year" if year else "day_month"
    if number is None:
        value = None if month.hijri else f"XXXX-{month.number:02}-{first:02}"
        return Found(i, stop, rule, "DATE", value, None, None, "day", hijri=month.hijri, anchor="none", reason=NO_DAY)
    start = _day(month, number, first)
    end = _day(month, number, last) if last else start
    if start is None or end is None:
        if month.hijri:
            return Found(
                i, stop, rule, "DATE", None, None, None, "day", hijri=True, anchor="none", reason=OUT_OF_CALENDAR
            )
        return None
    if month.hijri and weekday is not None and not last:
        start = end = _sighted(start, weekday)
    found = _days(i, stop, rule, start, end, month.hijri, anchor)
    return found if not month.hijri or calendar.is_tabulated(number) else found._replace(modifier="approx")


#: The rule of a day that a happening is called by.
NAMED_DAY = "named_day"
#: A day that is called by its month alone is one of these months.
_NEAR = timedelta(60)


def _days(i: int, stop: int, rule: str, start: date, end: date, hijri: bool, anchor: str) -> Found:
    value = start.isoformat() if start == end else f"{start}/{end}"
    return Found(i, stop, rule, "DATE", value, start, end, "day", hijri=hijri, anchor=anchor)


def _day(month: Month, year: int, number: int) -> date | None:
    return calendar.hijri_day(year, month.number, number) if month.hijri else calendar.day(year, month.number, number)


def _sighted(day: date, weekday: int) -> date:
    """The day of the week told with a Hijri date, where the month began a day before or after the calculated one."""
    off = (weekday - day.isoweekday() + 3) % 7 - 3
    return day + timedelta(off) if abs(off) == 1 else day


def _year_by_weekday(r: Reader, month: Month, number: int, weekday: int) -> int | None:
    """The year nearest to publication in which the day falls on ``weekday``."""
    base = r.published
    if base is None or month.hijri:
        return None
    days = [calendar.day(base.year + n, month.number, number) for n in (0, -1, 1, -2, 2)]
    fitting = [day for day in days if day and day.isoweekday() == weekday]
    return min(fitting, key=lambda day: abs((day - base).days)).year if fitting else None


def _named_day(r: Reader, i: int, stop: int, month: int, number: int) -> Found | None:
    """The day behind a word for what happened on it and is called by it (ثورة 25 يناير), or for what is called after it
    (مدينة 6 أكتوبر): in the year that the table knows, or in none."""
    head = r.at(i - 1)
    heads = r.lexicon.words["named_day_heads"]
    if len(head) > 3 and head[0] in "وبلف" and (head[1:] in heads or (head[1:], month, number) in r.lexicon.named_days):
        head = head[1:]
    day = calendar.day(r.lexicon.named_days.get((head, month, number), 0), month, number)
    is_past = day is not None and (r.published is None or day < r.published)
    if day is not None and is_past and r.at(i - 2) != "ذكري" and (head in heads or not _is_near(r, month, number)):
        return _days(i, stop, NAMED_DAY, day, day, False, "absolute")
    if head not in heads:
        return None
    value = f"XXXX-{month:02}-{number:02}"
    return Found(i, stop, NAMED_DAY, "DATE", value, None, None, "day", anchor="none", reason="recurring_name")


def _is_near(r: Reader, month: int, number: int) -> bool:
    """The day was shortly before publication: then an attack "of 11 September" is one of these days."""
    published = r.published
    if published is None:
        return False
    days = (calendar.day(published.year - n, month, number) for n in (0, 1))
    return any(day is not None and timedelta(0) <= published - day <= _NEAR for day in days)


def _of_pointed_month(r: Reader, i: int, j: int, first: int, last: int | None, linked: bool) -> Found | None:
    """الخامس من الشهر الجاري, 12 من هذا الشهر, and the Gulf's 12 الجاري."""
    base, anchor = r.published, "published_on"
    near = r.lexicon.demonstratives.get(r.at(j))
    if r.at(j) in r.lexicon.words["same"]:
        near = (0, False)
    unit = r.lexicon.units.get(r.at(j + 1 if near else j))
    if unit is not None and unit[1].code == "M" and unit[1].number == "singular" and (unit[1].definite or near):
        shift: Shift | None
        if near is not None:
            stop, shift = j + 2, Shift(0, "published_on" if near[1] else "document")
        else:
            plain = linked and (r.fragment(i) or r.at(i - 1) in _DATE_LEADS)
            after = shift_at(r, j + 1) or ((j + 1, Shift(0, "published_on")) if plain else None)
            if after is None:
                return None
            stop, shift = after
    elif r.at(j) in ("الجاري", "الحالي") and not linked and r.words[j - 1].isdecimal() and r.at(i - 1) in _DATE_LEADS:
        stop, shift = j + 1, Shift(0, "published_on")
    else:
        return None
    if shift.anchor == "document":
        before = r.antecedent(i)
        base, anchor = before.start if before else None, "document"
        lunar = calendar.hijri_of(base) if before is not None and before.hijri and base is not None else None
        if lunar is not None:  # العشرين من الشهر نفسه, of Ramadan
            year, month_before = divmod(12 * lunar[0] + lunar[1] - 1 + shift.steps, 12)
            start = calendar.hijri_day(year, month_before + 1, first)
            end = calendar.hijri_day(year, month_before + 1, last) if last else start
            return _days(i, stop, "day_of_month", start, end, True, anchor) if start and end else None
    if base is None:
        reason = NO_DAY if anchor == "published_on" else "no_antecedent"
        return Found(i, stop, "day_of_month", "DATE", None, None, None, "day", anchor="none", reason=reason)
    month = calendar.shifted(base.replace(day=1), shift.steps, "M")
    start = calendar.day(month.year, month.month, first) if month else None
    end = calendar.day(month.year, month.month, last) if month and last else start
    return _days(i, stop, "day_of_month", start, end, False, anchor) if start and end else None


_DATE_LEADS = frozenset({"في", "يوم", "بتاريخ", "وفي", "منذ", "حتي", "تاريخ", "من", "يومي", "ال"})


def read_numeric(r: Reader, i: int, weekday: int | None = None, cue: bool = False) -> Found | None:
    """Dates in digits: d/m/y (the Arab order), y/m/d, m/d/y where the numbers leave no other reading; d/m and m/y."""
    a = r.digits(i)
    separator = r.at(i + 1)
    if a is None or separator not in _SEPARATORS:
        return None
    b = r.digits(i + 2)
    if b is None or (r.at(i - 1) in _SEPARATORS and r.touching(i)):
        return None
    if r.at(i - 1) in r.lexicon.words["not_before_date"]:
        return None
    third = r.digits(i + 4) if r.at(i + 3) == separator else None
    cue = cue or weekday is not None or r.at(i - 1) in _DATE_LEADS
    if third is None:
        return _two_parts(r, i, a, b, separator, weekday, cue)
    if r.at(i + 5) in _SEPARATORS and r.touching(i + 5) and r.digits(i + 6) is not None:
        return None
    sizes = len(r.words[i]), len(r.words[i + 4])
    if sizes[0] == 4:
        year, month, day = a, b, third
    elif sizes[1] == 4:
        day, month, year = a, b, third
    elif sizes == (2, 2) and separator != "." and (cue or r.fragment(i)):
        day, month, year = a, b, 2000 + third if third < 50 else 1900 + third
    else:
        return None
    stop, hijri = era_after(r, i + 5)
    if hijri is None:
        hijri = 1300 <= year <= 1500
    if month > 12 >= day and not hijri:
        day, month = month, day
    if hijri:
        found = calendar.hijri_day(year, month, day)
    else:
        found = calendar.day(year, month, day) if EARLIEST <= year <= LATEST else None
    if found is None:
        return None
    if hijri and weekday is not None:
        found = _sighted(found, weekday)
    approx = "approx" if hijri and not calendar.is_tabulated(year) else None
    rule = "numeric_hijri" if hijri else "numeric"
    return Found(i, stop, rule, "DATE", found.isoformat(), found, found, "day", approx, hijri=hijri)


def _two_parts(r: Reader, i: int, a: int, b: int, separator: str, weekday: int | None, cue: bool) -> Found | None:
    stop = i + 3
    if r.at(stop) in _SEPARATORS and r.touching(stop) and r.digits(stop + 1) is not None:
        return None
    if separator == ".":
        return None
    if r.at(stop) == "(" and r.at(stop + 1) in r.lexicon.words["dateline_agencies"] and 1 <= a <= 31 and 1 <= b <= 12:
        return day_of_name(r, i, MonthName(i + 2, stop, Month(b, False, "yes"), True), a, None)
    if 1 <= a <= 12 and len(r.words[i + 2]) == 4 and EARLIEST <= b <= LATEST and len(r.words[i]) <= 2:
        period = calendar.month(b, a)
        assert period is not None
        if not (separator == "/" or cue or r.fragment(i)) or not r.touching(i + 2):
            return None
        return Found(i, stop, "numeric_month", "DATE", calendar.value_of(period, "M"), *period, "month")
    if separator != "/" or not (1 <= a <= 31 and 1 <= b <= 12) or len(r.words[i]) > 2 or len(r.words[i + 2]) > 2:
        return None
    if weekday is None and not r.fragment(i) and r.at(i - 1) not in ("يوم", "بتاريخ"):
        return None
    name = MonthName(i + 2, stop, Month(b, False, "yes"), True)
    return day_of_name(r, i, name, a, None, weekday)


def read_year_range(r: Reader, i: int) -> Found | None:
    """2003-2011 and 2016/2017 where a word for a stretch of time or a bracket stands before, or the era behind."""
    a, b = r.digits(i), r.digits(i + 2)
    if a is None or b is None or r.at(i + 1) not in _DASHES or len(r.words[i]) != 4:
        return None
    if len(r.words[i + 2]) == 2 and r.touching(i + 2):  # 1950-53
        b += a // 100 * 100
    elif len(r.words[i + 2]) != 4:
        return None
    if a == b + 1 and len(r.words[i + 2]) == 4 and r.at(i + 1) == "/":  # موسم 2017/2016, as the line runs
        a, b = b, a
    if not EARLIEST <= a < b <= LATEST or (r.at(i + 3) in _SEPARATORS and r.touching(i + 4)):
        return None
    before, lexicon = r.at(i - 1), r.lexicon
    stop, hijri = era_after(r, i + 3)
    led = before in _STRETCH_LEADS or before in lexicon.year_words
    led = led or before in lexicon.words["year_leads"] or before in lexicon.words["year_adjectives"]
    led = led or r.at(i - 2) in ("الموسم", "السنه", "العام", "الفتره", "الدوره")
    if hijri or not (led or hijri is False or r.fragment(i)):
        return None
    return years_found(i, stop, a, b, hijri=False)


_DASHES = frozenset({"-", "/", "–"})
_STRETCH_LEADS = frozenset({"(", "بين", "عامي", "اعوام", "سنوات", "للفتره", "للموسم"})
