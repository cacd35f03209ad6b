"""Periods longer than a day: years, weeks, quarters, halves, seasons, decades and centuries."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates import calendar
from etl.dates.lexicon import Month, Shift
from etl.dates.months import OUT_OF_CALENDAR, read_month
from etl.dates.reader import NO_DAY, Found, Reader
from etl.dates.seasons import season_found
from etl.dates.years import (
    LATEST,
    Year,
    before_christ,
    era_after,
    hijri_adjective,
    shift_at,
    shifted_year,
    told_in,
    year_after,
    year_by_word,
    year_number,
)

_GRAINS = {"D": "day", "W": "week", "M": "month", "Y": "year", "X": "decade", "C": "century"}
_RULES = {
    "D": "day_shift",
    "W": "week_shift",
    "M": "month_of_shift",
    "Y": "year_shift",
    "X": "decade_shift",
    "C": "century_shift",
}

#: "The next day" counts from a night or a weekend, from nothing longer.
_FEW_DAYS = 3

_YEAR_RULES = {"absolute": "year", "published_on": "year_shift", "document": "anaphora"}


def year_found(r: Reader, first: int, year: Year, rule: str) -> Found:
    hijri = bool(year.hijri)
    if year.fiscal:
        return fiscal_found(first, year, "", "year")
    period = calendar.hijri_year(year.number) if hijri else calendar.year(year.number)
    value = (f"{period[0]}/{period[1]}" if period else None) if hijri else f"{year.number:04}"
    start, end = period or (None, None)
    return Found(
        first, year.stop, "hijri_year" if hijri else rule, "DATE", value, start, end, "year",
        hijri=hijri, anchor=year.anchor, reason=None if period else OUT_OF_CALENDAR,
    )  # fmt: skip


def fiscal_found(first: int, year: Year, part: str, grain: str) -> Found:
    """A year of accounts or a ``part`` of it; which number the running one has, no text needs to say."""
    value = f"FY{year.number:04}{part}" if year.anchor == "absolute" else None
    return Found(first, year.stop, "fiscal_year", "DATE", value, None, None, grain, anchor="none", reason="fiscal_year")


def read_year(r: Reader, i: int) -> Found | None:
    """A year headed by its word; عامي 2003 و2011 is the stretch between the two."""
    if r.at(i) in r.lexicon.units and r.lexicon.units[r.at(i)][1].number == "construct":
        return _two_years(r, i)
    year = year_by_word(r, i)
    if year is None:
        return None
    if year.anchor == "absolute":
        number = r.number(i + 1)
        ancient = before_christ(r, year.stop)
        if ancient > year.stop:
            return ancient_found(i, ancient, year.number)
        if (year.number < 100 and year.hijri is None) or (number and number.form == "ordinal"):
            return None
        span = r.digits(year.stop + 1) if r.at(year.stop) in ("-", "/", "–") else None
        end, lunar = era_after(r, year.stop + 2)
        early = year.number
        if span == early - 1 and r.at(year.stop) == "/":  # 1440/1439هـ, as the line runs
            early, span = span, early
        if span is not None and lunar:
            return years_found(i, end, early, span, True)
        if span is not None and early < span <= early + 30 and not year.hijri:
            period = calendar.years(early, span - early + 1)
            if period:
                return Found(i, year.stop + 2, "year_range", "DATE", f"{early}/{span}", *period, "year")
    if year.anchor == "published_on" and r.at(i + 1) in r.lexicon.words["school_adjectives"] and r.published:
        return _school_year(i, year, r.published)
    return year_found(r, i, year, _YEAR_RULES[year.anchor])


def _school_year(i: int, year: Year, published: date) -> Found:
    """The school year that lies as far from the running one as ``year`` from the year of publication."""
    first = year.number - (published.month < 8)
    start, end = date(first, 9, 1), date(first + 1, 8, 31)
    value = f"{first}/{first + 1}"
    return Found(i, year.stop, "school_year", "DATE", value, start, end, "year", anchor="published_on")


def _two_months(r: Reader, i: int) -> Found | None:
    """شهري سبتمبر وأكتوبر 2016: the two as one stretch."""
    first = r.lexicon.months.at(r.words, i + 1) if i + 1 < r.limit else None
    if first is None:
        return None
    j = first[0] + (r.at(first[0]) == "و")
    late = read_month(r, j)
    if late is None or late.start is None or late.end is None or late.grain != "month":
        return None
    assert isinstance(first[1], Month)
    if late.hijri:
        lender = calendar.hijri_of(late.start)
        early = calendar.hijri_month(lender[0] - (first[1].number > lender[1]), first[1].number) if lender else None
        if early is None or not first[1].hijri:
            return None
        return late._replace(first=i, rule="two_months", value=f"{early[0]}/{late.end}", start=early[0])
    start = calendar.month(late.start.year - (first[1].number > late.start.month), first[1].number)
    if start is None or first[1].hijri:
        return None
    value = f"{calendar.value_of(start, 'M')}/{late.value}"
    return late._replace(first=i, rule="two_months", value=value, start=start[0])


def _two_years(r: Reader, i: int) -> Found | None:
    first = year_number(r, i + 1, after_word=True)
    if first is None or r.at(first.stop) not in ("و", "-", "الي"):
        return None
    second = year_number(r, first.stop + 1, after_word=True)
    return years_found(i, second.stop, first.number, second.number, bool(second.hijri)) if second else None


def years_found(first: int, stop: int, a: int, b: int, hijri: bool) -> Found | None:
    """The years from ``a`` to ``b``, both included."""
    early, late = (calendar.hijri_year(a), calendar.hijri_year(b)) if hijri else (calendar.year(a), calendar.year(b))
    if early is None or late is None or a >= b:
        return None
    value = f"{early[0]}/{late[1]}" if hijri else f"{a:04}/{b:04}"
    return Found(first, stop, "year_range", "DATE", value, early[0], late[1], "year", hijri=hijri)


def read_era_year(r: Reader, i: int) -> Found | None:
    """Digits with the mark of the Hijri era or of the one before ours, and two years that share it: 1442هـ, بين 1440
    و1442 هـ, 1441-1442هـ, من 264 إلى 241 ق.م."""
    value = r.digits(i)
    if value is None or not 2 <= len(r.words[i]) <= 4 or (r.at(i - 1) in ("/", "-", ".") and r.touching(i)):
        return None
    stop, hijri = era_after(r, i + 1)
    if hijri and len(r.words[i]) > 2:
        return year_found(r, i, Year(stop, value, True), "hijri_year")
    ancient = before_christ(r, i + 1)
    if ancient > i + 1:
        return ancient_found(i, ancient, value)
    other = r.digits(i + 2) if r.at(i + 1) in _YEAR_LINKS and hijri is None else None
    before, link = r.at(i - 1), r.at(i + 1)
    if other is None or (link == "و" and before != "بين"):
        return None
    paired = (before == "بين" and link == "و") or (before == "من" and link in ("الي", "حتي"))
    ancient = before_christ(r, i + 3)
    if ancient > i + 3 and other < value:
        return ancient_found(i - paired, ancient, value, other)
    stop, hijri = era_after(r, i + 3)
    return years_found(i - paired, stop, value, other, True) if hijri and 0 < other - value < 200 else None


def ancient_found(first: int, stop: int, year: int, until: int | None = None) -> Found:
    """A year before our era, or the years down to ``until``; no calendar of ours has its days."""
    value = f"BC{year:04}" if until is None else f"BC{year:04}/BC{until:04}"
    return Found(first, stop, "year", "DATE", value, None, None, "year", anchor="none", reason=OUT_OF_CALENDAR)


_YEAR_LINKS = frozenset({"و", "-", "–", "/", "الي", "حتي"})


def read_bare_year(r: Reader, i: int) -> Found | None:
    """Four digits after a word that leads in a year (في 2012, صيف 2014, انتخابات 2018), unless they count something."""
    value = r.digits(i)
    if value is None or len(r.words[i]) != 4 or not 1700 <= value <= LATEST - 50:
        return None
    joined = r.at(i - 1) == "ال" and r.touching(i)  # خلال الـ2017
    before = r.at(i - 1 - joined)
    leads = r.lexicon.words["year_leads"]
    stop, hijri = era_after(r, i + 1)
    listed = r.follows_year(i) or _begins_list(r, i)
    led = before in leads or (len(before) > 2 and before[0] in "وفبل" and before[1:] in leads)
    if not (led or listed or hijri is False or r.fragment(i)):
        return None
    number = r.number(i)
    if number is not None and number.stop > i + 1:
        return None
    after = r.at(stop)
    if r.touching(stop) and after not in _CLOSERS:
        return None
    if r.touching(i) and not (listed or joined) and before not in ("(", "«", '"', "و"):
        return None
    since = before.lstrip("و") in ("منذ", "مذ")
    if after in r.lexicon.words["not_after_year"] or after in ("%", "في_المئه", "٪"):
        return None
    counted = _accusative(after) and not listed and (not since or after in r.lexicon.units)
    if counted:  # 2012 شخصا; but منذ 2014 نزاعا
        return None
    period = calendar.year(value)
    assert period is not None
    return Found(i - joined, stop, "bare_year", "DATE", f"{value}", *period, "year")


def _begins_list(r: Reader, i: int) -> bool:
    """Whether the year at token ``i`` is the first of several: 1948 و1967, 1949، 1952."""
    other = r.digits(i + 2) if r.at(i + 1) in ("و", "،", ",") else None
    if other is None or len(r.words[i + 2]) != 4 or r.number(i + 2) is None:
        return False
    value = int(r.words[i])
    after = r.at(i + 3)
    plain = not _accusative(after) and after not in r.lexicon.words["not_after_year"] and after not in r.lexicon.units
    return _LISTED[0] <= value < other <= _LISTED[1] and plain and (r.at(i - 1) == "(" or not r.touching(i))


#: Years of a list that no word leads in.
_LISTED = (1850, 2049)
_CLOSERS = frozenset(["", ".", "،", ",", ")", "؛", ":", "»", '"', "!", "؟", "-", "–", "]", "و"])


def _accusative(word: str) -> bool:
    """An indefinite accusative, as a counted noun has it: 2012 شخصا."""
    return len(word) > 3 and word[-1] == "ا" and not word.startswith("ال") and not word.endswith(("ما", "ها", "نا"))


def shifted_unit(r: Reader, first: int, stop: int, unit: str, shift: Shift, modifier: str | None = None) -> Found:
    """The day, week, month, year, decade or century ``shift`` steps from the anchor."""
    base, anchor = r.published, shift.anchor
    if anchor == "document":
        before = r.antecedent(first)
        if before is not None and _is_vaguer(before, unit):
            before = None  # the same day as "in July"
        base = told_in(before) if before else None
        if before is not None and shift.steps > 0 and before.end is not None:
            base = before.end
        if base is None and r.published and r.fragment(first):
            base, anchor = r.published, "published_on"
    grain = _GRAINS[unit]
    target = calendar.shifted(base, shift.steps, unit) if base else None
    period = calendar.period_of(target, unit) if target else None
    if period is None:
        reason = OUT_OF_CALENDAR if base else "no_antecedent" if anchor == "document" else NO_DAY
        return Found(first, stop, _RULES[unit], "DATE", None, None, None, grain, modifier, anchor="none", reason=reason)
    rule = _RULES[unit] if anchor == "published_on" else "anaphora"
    return Found(first, stop, rule, "DATE", calendar.value_of(period, unit), *period, grain, modifier, anchor=anchor)


def _is_vaguer(found: Found, unit: str) -> bool:
    """Whether ``found`` is too long to count days from."""
    assert found.start is not None
    return unit == "D" and found.end is not None and (found.end - found.start).days > _FEW_DAYS


def in_year(r: Reader, found: Found) -> Found:
    """The same day or month of another year: اليوم نفسه من عام 1923."""
    if found.anchor != "document" or found.start is None or found.grain not in ("day", "month"):
        return found
    year = year_after(r, found.stop)
    if year is None or year.hijri or r.at(found.stop) != "من":
        return found
    start = calendar.day(year.number, found.start.month, found.start.day)
    period = calendar.period_of(start, "D" if found.grain == "day" else "M") if start else None
    if period is None:
        return found
    value = calendar.value_of(period, "D" if found.grain == "day" else "M")
    return found._replace(stop=year.stop, value=value, start=period[0], end=period[1])


def read_unit(r: Reader, i: int) -> Found | None:
    """A definite period with its shift (الأسبوع الماضي, السنة الهجرية القادمة), or the name of a period."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is None:
        return None
    unit = entry[1]
    if unit.number == "construct":
        return read_year(r, i) if unit.code == "Y" else _two_months(r, i) if unit.code == "M" else None
    if unit.number != "singular":
        return None
    if unit.code == "Y":
        found = read_year(r, i)
        if found is not None:
            return found
    if unit.code == "M" and not unit.definite:
        return read_month(r, i)
    if not unit.definite or unit.code in "smH":
        return None
    shift = shift_at(r, i + 1)
    if shift is None:
        adjective = r.at(i + 1) in r.lexicon.words["year_adjectives"] and unit.code == "Y"
        shift = shift_at(r, i + 2) if adjective and not hijri_adjective(r, i + 1) else None
        if shift is None:
            return _century(r, i) if unit.code == "C" else None
    told = r.antecedent(i) if shift[1].anchor == "document" else None
    if unit.code == "X" and not shift[1].steps and (told is None or told.grain != "decade"):
        return None  # العقد الحالي, العقد نفسه are rather contracts
    return in_year(r, shifted_unit(r, i, shift[0], unit.code, shift[1]))


def _century(r: Reader, i: int) -> Found | None:
    """القرن العشرين, القرن التاسع عشر, القرن الحادي والعشرون."""
    j = i + 1 + (r.at(i + 1) == "ال")
    number = r.number(j)
    if number is None or number.low != number.high or not 1 <= number.low <= 22:
        return None
    if not r.words[j].startswith("ال") and number.form != "digits":
        return None
    stop = number.stop
    century = int(number.low) - 1
    ancient = before_christ(r, stop)
    if ancient > stop:
        value = f"BC{century:02}"
        return Found(i, ancient, "century", "DATE", value, None, None, "century", anchor="none", reason=OUT_OF_CALENDAR)
    if r.at(stop) in ("الهجري", "للهجره", "ه"):
        return _hijri_century(i, stop + 1, century)
    period = calendar.years(max(1, century * 100), 100)
    assert period is not None
    stop += r.at(stop) in ("الميلادي", "للميلاد")
    return Found(i, stop, "century", "DATE", f"{century:02}", *period, "century")


def _hijri_century(first: int, stop: int, century: int) -> Found:
    early, late = calendar.hijri_year(century * 100 + 1), calendar.hijri_year(century * 100 + 100)
    assert early is not None and late is not None
    value = f"{early[0]}/{late[1]}"
    return Found(first, stop, "century", "DATE", value, early[0], late[1], "century", hijri=True)


def read_demonstrative(r: Reader, i: int) -> Found | None:
    """هذا العام, هذه السنة, ذلك اليوم, نفس الشهر."""
    entry = r.lexicon.units.get(r.at(i + 1))
    anchor = r.pointed(i) if entry is not None or r.at(i + 1) in r.lexicon.seasons else None
    if anchor is None:
        return None
    near = r.lexicon.demonstratives.get(r.at(i))
    if entry is None or entry[0] or entry[1].number != "singular" or not entry[1].definite or entry[1].code in "smHX":
        return _this_season(r, i, anchor)
    stop = i + 2
    if r.at(i - 1) in ("مثل", "كمثل"):
        return _same_day_of(r, i, stop) if entry[1].code == "D" else None
    if near is not None and hijri_adjective(r, stop) and entry[1].code == "Y":
        year = shifted_year(r, i, stop + 1, Shift(0, anchor), True)
        return year_found(r, i, year, "year_shift") if year else None
    return in_year(r, shifted_unit(r, i, stop, entry[1].code, Shift(0, anchor)))


def read_same_period(r: Reader, i: int) -> Found | None:
    """الفترة نفسها من العام الماضي, نفس الفترة من 2016: the period told before, in another year."""
    j = i + 1
    named = r.at(i).endswith("لفتره") and r.at(j) in ("نفسها", "ذاتها", "عينها")
    if not named and not (r.at(j) == "الفتره" and r.pointed(i) == "document"):
        return None
    told, j = r.antecedent(i), j + 1
    year = (year_after(r, j) or year_number(r, j + 1, after_word=False)) if r.at(j) == "من" else None
    if told is None or told.start is None or told.end is None or year is None or year.hijri:
        return None
    months = 12 * (year.number - told.start.year)
    start, after = calendar.shifted(told.start, months, "M"), calendar.shifted(told.end + timedelta(1), months, "M")
    if start is None or after is None or told.grain not in ("week", "month", "quarter") or year.fiscal:
        return None
    end = after - timedelta(1)
    named_period = told.value is not None and len(told.value) == 7 and told.value[:4] == f"{told.start.year}"
    value = f"{year.number}{told.value[4:]}" if named_period and told.value else f"{start}/{end}"
    return told._replace(
        first=i, stop=year.stop, rule="anaphora", value=value, start=start, end=end, modifier=None, anchor="document"
    )


def _same_day_of(r: Reader, i: int, stop: int) -> Found | None:
    """(في مثل) هذا اليوم من عام 1945: the day of publication in another year."""
    year = year_after(r, stop) if r.at(stop) == "من" else None
    if year is None or year.hijri or r.published is None:
        return None
    day = calendar.day(year.number, r.published.month, r.published.day)
    return Found(i, year.stop, "day_shift", "DATE", day.isoformat(), day, day, "day") if day is not None else None


def _this_season(r: Reader, i: int, anchor: str) -> Found | None:
    season = r.lexicon.seasons.get(r.at(i + 1))
    if season is None or season[0] or not r.words[i + 1].startswith("ال") or anchor == "document":
        return None
    return season_found(r, i, i + 2, season[1], r.published.year if r.published else None, "published_on")


def this_period(r: Reader, j: int) -> Found | None:
    """نهاية العام, مطلع الأسبوع: the period of publication; not a school year or the like."""
    season = r.lexicon.seasons.get(r.at(j))
    if season is not None and r.at(j).startswith("ال") and r.published is not None and r.at(j + 1) != "العربي":
        return season_found(r, j, j + 1, season[1], r.published.year, "published_on")
    entry = r.lexicon.units.get(r.at(j))
    if entry is None or not entry[1].definite or entry[1].number != "singular" or entry[1].code not in "WMYXC":
        return None
    after = r.at(j + 1)
    if after in r.lexicon.words["year_adjectives"] or after in r.lexicon.ordinals or after in r.lexicon.shifts:
        return None
    return shifted_unit(r, j, j + 1, entry[1].code, Shift(0, "published_on"))
