"""Months: their names in every register and calendar, and the period a name stands for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from etl.dates import calendar
from etl.dates.calendar import Period
from etl.dates.lexicon import Month, Shift
from etl.dates.reader import NO_DAY, Found, Reader
from etl.dates.years import Year, shift_at, year_after

OUT_OF_CALENDAR = "out_of_calendar"
# A name without a year that would mean so many days ago means the coming one if that is near (see nearest).
_LONG_AGO, _NEAR = 300, 62
_BRACKETS = {"(": ")", "[": "]"}


class MonthName(NamedTuple):
    """A month read in a text: tokens up to ``stop``, with its second name if it has two."""

    first: int
    stop: int
    month: Month
    #: Whether the word شهر or a second name proves that it is a month.
    proved: bool


def month_name(r: Reader, i: int) -> MonthName | None:
    """A month at token ``i``: أيار, تشرين الأول/أكتوبر, حزيران (يونيو), شهر رمضان, شهر 9, شهر عشرة."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is not None and entry[1].code == "M" and entry[1].number == "singular" and not entry[1].definite:
        name = _plain_name(r, i + 1)
        if name is not None:
            return MonthName(i, name.stop, name.month, True)
        number = r.digits(i + 1) or r.lexicon.month_numbers.get(r.at(i + 1))
        if number is not None and 1 <= number <= 12:
            unit = r.lexicon.units.get(r.at(i + 2))
            if (unit is None or r.at(i + 2) in r.lexicon.year_words) and r.at(i + 2) not in ("/", "-", ".", ","):
                return MonthName(i, i + 2, Month(number, False, "yes"), True)
        return None
    return _plain_name(r, i)


def _plain_name(r: Reader, i: int) -> MonthName | None:
    hit = r.lexicon.months.at(r.words, i) if i < r.limit else None
    if hit is None or hit[0] > r.limit:
        return None
    stop, month = hit
    assert isinstance(month, Month)
    if month.number == 8 and r.words[i][-2:] == "اب" and _is_other_word(r, i):
        return None
    if stop > i + 1 and len(r.words[i]) <= 2 and r.at(i + 1).isdecimal() and not r.touching(i + 1):
        return None  # a letter and a number, not ك2
    # The same month by its other name: أيار/مايو, حزيران (يونيو), مارس آذار.
    j, close = stop, ""
    if r.at(j) in ("/", "-", "\\", "–"):
        j += 1
    elif r.at(j) in _BRACKETS:
        close = _BRACKETS[r.at(j)]
        j += 1
    other = r.lexicon.months.at(r.words, j) if j < r.limit else None
    if other is not None and isinstance(other[1], Month) and (other[1].number, other[1].hijri) == (month.number, False):
        end = other[0]
        if not close or r.at(end) == close:
            return MonthName(i, end + (1 if close else 0), month, True)
    return MonthName(i, stop, month, False)


def _is_other_word(r: Reader, i: int) -> bool:
    """آب is August, أب a father, إب a town and باب a door."""
    written = r.text.clean[r.text.starts[i] : r.text.ends[i]]
    return "أ" in written or "إ" in written or ("آ" not in written and len(written) > 2)


def supported(r: Reader, name: MonthName, tail: bool) -> bool:
    """Whether enough stands beside an ambiguous name; ``tail``: a year or a shift follows it."""
    before = r.at(name.first - 1)
    if before in r.lexicon.words["not_before_month"]:
        return False
    if name.proved or tail or name.month.alone == "yes":
        return True
    if name.month.alone == "strict":
        return before in r.lexicon.modifiers or _beside_month(r, name)
    prefix = r.lexicon.months.first[r.words[name.first]][0]
    if prefix and r.words[name.first][0] in "بل":
        return True
    if before in _LEADS or before in r.lexicon.prepositions or before in r.lexicon.modifiers:
        return True
    if before in ("و", "او") or (prefix and r.words[name.first][0] == "و"):  # مارس ونيسان: as its neighbour
        back = name.first - (2 if before in ("و", "او") else 1)
        return r.at(back) in r.lexicon.months.first and r.at(back - 1) in _LEADS
    return before == "الي" or r.fragment(name.first)


def _beside_month(r: Reader, name: MonthName) -> bool:
    """Whether a surer month of its calendar is joined to the name: بين رجب وشعبان 1442هـ, من رمضان إلى شوال."""
    if r.at(name.first - 1) in ("الي", "حتي"):
        before = r.lexicon.months.at(r.words, name.first - 2)
        return before is not None and isinstance(before[1], Month) and before[1].hijri and before[1].alone != "strict"
    word = r.at(name.stop)
    j = name.stop + (word in ("و", "الي", "حتي", "-"))
    if r.at(name.first - 1) not in _LEADS or (j == name.stop and word[:1] != "و"):
        return False
    other = r.lexicon.months.at(r.words, j) if j < r.limit else None
    if other is None or not isinstance(other[1], Month) or not other[1].hijri:
        return False
    return other[1].alone != "strict" or year_after(r, other[0], hijri=True) is not None


_LEADS = frozenset(
    ["في", "وفي", "شهر", "شهري", "بشهر", "من", "ومن", "بين", "موعد", "خلال", "مطلع", "حتي", "اشهر", "دوره"]
)


def nearest(r: Reader, first: int, past: date, following: date) -> date:
    """Which of two anniversaries a name without a year means: the last one, today included, unless a word says future
    or the last one is so long ago that a writer would have given its year while the next is close."""
    published = r.published
    assert published is not None
    if not _SINCE.isdisjoint(r.words[max(0, first - 3) : first]):
        return past
    tense = r.tense(first)
    if tense == "planned":
        return past if published - past <= following - published else following
    if tense == "happened" or (tense is None and r.tense_after(first) in ("past", "happened")):
        return past
    if tense == "future" or ((published - past).days > _LONG_AGO and (following - published).days < _NEAR):
        return following
    if tense is None and r.fragment(first):
        return past if past.year == published.year else following
    return past


_SINCE = frozenset({"منذ", "ومنذ", "مذ"})


def year_of_month(r: Reader, name: MonthName, shift: Shift | None, day: int = 0) -> tuple[int | None, str]:
    """The year (of the month's own calendar) of a month, or of its ``day``, without one, and its anchor; None without a
    day to count from."""
    anchor = shift.anchor if shift else "published_on"
    base = r.published
    if anchor == "document":
        before = r.antecedent(name.first)
        base = before.start if before else None
    told = r.told_year(name.first) if shift is None and not name.month.hijri else None
    if told is not None and _goes_on(told, name.month, day, base):
        return told.year, "document"
    lunar = _hijri_told(r, name, day) if shift is None and name.month.hijri else None
    if lunar is not None:
        return lunar, "document"
    if base is None:
        return None, anchor
    return _year_around(r, name, shift, day, base), anchor


def _hijri_told(r: Reader, name: MonthName, day: int) -> int | None:
    """The Hijri year of the full date close before, which a later month shares: من 16 محرم 1440 إلى الثالث من شوال."""
    last = r.antecedent(name.first)
    if last is None or last.start is None or not last.hijri or last.anchor != "absolute" or last.grain == "year":
        return None
    lender = calendar.hijri_of(last.start)
    if lender is None or not r.is_close(name.first, last) or (name.month.number, day or 30) < lender[1:]:
        return None
    return lender[0]


def _goes_on(told: date, month: Month, day: int, published: date | None) -> bool:
    """Whether the month, or its day, follows the date ``told`` in the same year and is no day to come."""
    after = (month.number, day) >= (told.month, told.day if day else 0)
    return after and (
        published is None or (told.year, month.number, day) <= (published.year, published.month, published.day)
    )


def _year_around(r: Reader, name: MonthName, shift: Shift | None, day: int, base: date) -> int | None:
    month = name.month
    hijri_base = calendar.hijri_of(base) if month.hijri else None
    if month.hijri and hijri_base is None:
        return None
    here, here_month = hijri_base[:2] if hijri_base else (base.year, base.month)
    this_year = _day_of(month, here, day)
    if shift is not None:
        gone, comes = month.number < here_month, month.number > here_month
        if day and this_year is not None:  # 3 أبريل الماضي, said in April
            gone, comes = this_year < base, this_year > base
        if shift.steps == 0:
            return here
        if shift.steps < 0:
            return (here if gone else here - 1) + shift.steps + 1
        return (here if comes else here + 1) + shift.steps - 1
    if this_year is None:
        return here
    current = month.number == here_month and not day
    past_year = here if this_year <= base or current else here - 1
    past, following = _day_of(month, past_year, day), _day_of(month, past_year + 1, day)
    if past is None or following is None or (current and r.tense(name.first) != "future"):
        return here
    if current:
        return here
    return past_year if nearest(r, name.first, past, following) == past else past_year + 1


def _day_of(month: Month, year: int, day: int) -> date | None:
    day = max(day, 1)
    if month.hijri:
        return calendar.hijri_day(year, month.number, min(day, 29))
    return calendar.day(year, month.number, min(day, 28) if month.number == 2 else day)


def month_period(month: Month, year: int) -> Period | None:
    return calendar.hijri_month(year, month.number) if month.hijri else calendar.month(year, month.number)


def month_value(month: Month, year: int | None, period: Period | None) -> str | None:
    """TIMEX3 value: a civil month as such, a Hijri one as the days it covers."""
    if month.hijri:
        return f"{period[0]}/{period[1]}" if period else None
    return f"{year:04}-{month.number:02}" if year is not None else f"XXXX-{month.number:02}"


def read_month(r: Reader, i: int) -> Found | None:
    """A month as a whole: مايو 2015, آذار الماضي, شهر رمضان, تشرين الأول/أكتوبر من العام نفسه."""
    name = month_name(r, i)
    if name is None:
        return None
    year, shift, stop = month_tail(r, name)
    if not supported(r, name, tail=stop > name.stop):
        return None
    return month_found(r, name, year, shift, stop)


def month_tail(r: Reader, name: MonthName) -> tuple[Year | None, Shift | None, int]:
    """What places a month: the year after it, or a shift; and the end of it."""
    year = year_after(r, name.stop, name.month.hijri)
    if year is not None:
        return year, None, year.stop
    shift = shift_at(r, name.stop)
    if shift is not None:
        return None, shift[1], shift[0]
    return None, None, name.stop


def every_year(r: Reader, i: int) -> bool:
    """من كل عام at token ``i``."""
    return r.at(i) == "من" and r.at(i + 1) == "كل" and r.at(i + 2) in r.lexicon.year_words


def _shared_year(r: Reader, name: MonthName, stop: int) -> int | None:
    """The year that the next month lends to the one before: يونيو ويوليو 1914."""
    if r.at(stop)[:1] != "و" or name.month.hijri:
        return None
    other = _plain_name(r, stop + (r.at(stop) == "و"))
    if other is None or other.month.hijri or other.month.number <= name.month.number:
        return None
    year = year_after(r, other.stop)
    return year.number if year is not None and year.anchor == "absolute" and not year.hijri else None


def month_found(r: Reader, name: MonthName, year: Year | None, shift: Shift | None, stop: int) -> Found:
    month = name.month
    anchor = "absolute" if year is None else year.anchor
    number = year.number if year else None
    reason = None
    if year is None and shift is None and every_year(r, stop) and not month.hijri:
        value = f"XXXX-{month.number:02}"
        return Found(name.first, stop + 3, "yearly", "SET", value, None, None, "month", anchor="none")
    if (
        year is None
        and shift is None
        and not month.hijri
        and r.at(name.first - 1) in r.lexicon.words["named_month_heads"]
    ):
        value = f"XXXX-{month.number:02}"
        return Found(
            name.first, stop, "named_month", "DATE", value, None, None, "month", anchor="none", reason="recurring_name"
        )
    if year is None:
        number, anchor = year_of_month(r, name, shift)
        shared = _shared_year(r, name, stop) if shift is None else None
        if shared is not None:
            number, anchor = shared, "absolute"
        if number is None:
            anchor, reason = "none", "no_antecedent" if shift and shift.anchor == "document" else NO_DAY
    period = month_period(month, number) if number is not None else None
    if number is not None and period is None:
        reason = OUT_OF_CALENDAR
    rule = "hijri_month" if month.hijri else "month_year" if year else "month_shift" if shift else "month"
    start, end = period or (None, None)
    return Found(
        name.first, stop, rule, "DATE", month_value(month, number, period), start, end, "month",
        hijri=month.hijri, anchor=anchor, reason=reason,
    )  # fmt: skip
