"""Words around a date: prepositions, parts of a period, and the two calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from etl.dates import calendar
from etl.dates.clock import with_time
from etl.dates.days import read_weekday
from etl.dates.daytime import part_found
from etl.dates.durations import ago, beside_event, counted_from, duration_found, length_by, moved_by, placed_length
from etl.dates.eras import (
    read_centuries,
    read_decade,
    read_edge,
    read_fraction_of_year,
    read_named_era,
    read_nth_decade,
)
from etl.dates.lengths import Length, last_or_shift, length_at
from etl.dates.lexicon import Preposition, Shift
from etl.dates.monthdays import day_of_name, read_month_day, read_numeric
from etl.dates.months import month_name, read_month
from etl.dates.periods import (
    read_bare_year,
    read_demonstrative,
    read_era_year,
    read_unit,
    this_period,
    year_found,
)
from etl.dates.reader import NO_DAY, Found, Reader, Rule
from etl.dates.seasons import read_season
from etl.dates.years import shifted_year, year_by_word, year_number

_PERIODS: Sequence[Rule] = (
    read_month, read_edge, read_nth_decade, read_centuries, read_fraction_of_year, read_unit, read_demonstrative,
    read_season, read_decade,
    read_era_year, read_bare_year, read_named_era,
)  # fmt: skip
# Rules of dates that may have their like of the other calendar behind a mere dash.
_FULL_DATES = frozenset({"numeric", "day_month_year", "month_year", "year"})
#: The rule of a date or a length since which a thing had not been: no event is of that day.
GAP = "gap"
# How far before منذ the word may stand that says so, in tokens.
_GAP_REACH = 6
# Years of the two calendars that overlap begin within so many days of each other.
_SAME_YEAR = 366


def read_month_first(r: Reader, i: int) -> Found | None:
    """A month; or a month with its days behind it, as in captions: يوليو 13-15."""
    name = month_name(r, i)
    if name is None:
        return None
    j = name.stop
    day = r.digits(j)
    if day is not None and len(r.words[j]) <= 2 and 1 <= day <= 31 and not name.month.hijri:
        last = None
        after = j + 1
        if (
            r.at(after) in ("-", "–")
            and r.touching(after)
            and (r.digits(after + 1) or 0) > day
            and len(r.at(after + 1)) <= 2
        ):
            last, after = r.digits(after + 1), after + 2
        if r.at(after) in _CAPTION_ENDS or r.sentence_ends(after):
            found = day_of_name(r, i, name._replace(stop=after), day, last)
            if found is not None:
                return found._replace(first=i)
        number = r.digits(after + 1) if r.at(after) in ("،", ",") else r.digits(after)
        if number is not None and 1900 <= number <= 2100:
            found = day_of_name(r, i, name._replace(stop=after), day, last)
            if found is not None:
                return found._replace(first=i)
    return read_month(r, i)


_CAPTION_ENDS = frozenset({"", ".", "؛", "الي", "حتي", ")", "الساعه"})


def read_modified(r: Reader, i: int) -> Found | None:
    """The start, middle or end of a period: مطلع 2016, أواخر آذار, نهاية الأسبوع, منتصف تسعينيات القرن الماضي."""
    entry = r.lexicon.modifiers.get(r.at(i))
    if entry is None:
        return None
    modifier, word, j = entry[1], r.at(i)[entry[0] :], i + 1
    vague = word in ("اخر", "وسط", "نصف")
    found: Found | None = None
    if vague:
        unit = r.lexicon.units.get(r.at(j))
        definite = unit is not None and unit[1].definite and unit[1].number == "singular" and word != "نصف"
        if month_name(r, j) is None and not definite:
            return None
        if word == "اخر" and definite and r.at(i - 1) and r.at(i - 1) not in r.lexicon.words["before_end"]:
            return None  # فتح تحقيق آخر العام التالي: another one
    for rule in _PERIODS:
        found = rule(r, j)
        if found is not None:
            break
    if found is None:
        found = this_period(r, j)
    if found is None or found.timex != "DATE" or found.grain in ("day", "hour") or found.modifier:
        return None
    if found.start is None or found.end is None:
        return found._replace(first=i, rule="part_of_period", modifier=modifier.name)
    start, end = calendar.third((found.start, found.end), modifier.name)
    value = found.value
    if found.grain == "month" and modifier.point:
        middle = calendar.middle((found.start, found.end))
        value = {"first": found.start, "middle": middle, "last": found.end}[modifier.point].isoformat()
    elif found.grain == "week" and modifier.name == "end":
        start = found.start + timedelta(5)
        end, value = found.end, f"{found.value}-WE"
    return found._replace(first=i, rule="part_of_period", value=value, start=start, end=end, modifier=modifier.name)


def read_date(r: Reader, i: int) -> Found | None:
    """Any date at token ``i``, with the hour after it; durations and prepositions are left out."""
    for rule in r.date_rules(i):
        found = rule(r, i)
        if found is not None:
            return extended(r, found)
    return None


def read_nth_beside(r: Reader, i: int) -> Found | None:
    """أول جمعة بعد 15 مايو, ثاني أحد قبل عيد الميلاد."""
    ordinal = r.lexicon.ordinals.get(r.at(i), 0)
    j = i + 1 + (r.at(i + 1) == "يوم")
    weekday = r.lexicon.weekdays.get(r.at(j))
    if weekday is None or ordinal < 1 or r.at(j + 1) not in ("بعد", "قبل"):
        return None
    found = read_date(r, j + 2)
    if found is None or found.grain != "day" or found.start is None:
        return None
    iso, week = weekday[1].iso, 7 * (ordinal - 1)
    if r.at(j + 1) == "بعد":
        day = found.start + timedelta((iso - found.start.isoweekday() - 1) % 7 + 1 + week)
    else:
        day = found.start - timedelta((found.start.isoweekday() - iso - 1) % 7 + 1 + week)
    return found._replace(first=i, rule="nth_weekday", value=day.isoformat(), start=day, end=day)


def read_preposition(r: Reader, i: int) -> Found | None:
    """A preposition with the date or duration after it: منذ منتصف نوفمبر, قبل يومين, طوال الليل, بعد ساعات قليلة."""
    entry = r.lexicon.prepositions.get(r.at(i))
    if entry is None:
        return None
    preposition = entry[1]
    if preposition.duration == "ahead" and r.at(i - 1) in ("علي", "وعلي"):  # على بعد سنوات ضوئية
        return None
    j = i + 1
    night = _night_of_publication(r, i, j)
    if night is not None:
        return night
    found = read_date(r, j)
    if found is not None:
        if found.timex == "DURATION":
            return found._replace(first=i)
        if preposition.modifier is None:
            return found
        away = length_by(r, found.stop) if preposition.modifier in ("before", "after") else None
        if away is not None and found.grain == "day" and found.start is not None and away.unit not in "smH":
            return moved_by(r, i, found.start, away, 1 if preposition.modifier == "after" else -1, found.anchor)
        if found.modifier is None:
            found = found._replace(modifier=preposition.modifier)
        if preposition.modifier == "since" and _tells_gap(r, i):
            found = found._replace(rule=GAP)
        return found._replace(first=i)
    if r.lexicon.units.get(r.at(i - 1)) is not None and r.at(i - 1).rstrip("ا") == r.at(j):  # يوما بعد يوم
        return None
    if preposition.duration == "none":
        return None
    if _all_through(r, i, preposition):
        return duration_found(
            r, i - (r.at(i - 1) in ("علي", "وعلي")), Length(j + 1, ((1, r.lexicon.units[r.at(j)][1].code),))
        )
    j, bound = _past_about(r, j, preposition.duration == "ahead")
    length = length_at(r, j, bare=True)
    if length is None or (length.unit in "XC" and not length.vague and not bound and _holds(r, length.stop)):
        return None
    if r.at(length.stop) in r.lexicon.words["hijri_marks"] and length.unit == "Y" and not length.vague:
        steps = int(length.counts[0][0]) * (1 if preposition.duration == "ahead" else -1)
        year = shifted_year(r, i, length.stop + 1, Shift(steps, "published_on"), hijri=True)
        if year is not None and preposition.duration not in _LENGTHS:
            return year_found(r, i, year, "year_shift")
    if preposition.duration in _LENGTHS:
        start = j if r.at(i) in ("لمده", "مده") else i - (r.at(i) in ("مدي", "مدار") and r.at(i - 1) in ("علي", "وعلي"))
        placed = last_or_shift(r, length.stop)  # خلال العشرين عاما الماضية
        if placed is not None:
            return placed_length(r, start, placed[0], length, placed[1])
        return duration_found(r, start, length, preposition.modifier)
    if not length.vague and preposition.modifier in ("before", "after"):
        that = r.at(length.stop) == "من" and r.at(length.stop + 1) == "ذلك"
        if that or (preposition.modifier == "after" and _goes_on(r, i, length)):
            found = counted_from(r, i, length, 1 if preposition.modifier == "after" else -1)
            return found._replace(stop=length.stop + 2) if that else found
    if r.at(length.stop) == "من" and r.at(length.stop + 1) == "الزمن":
        length = length._replace(stop=length.stop + 2)
    if preposition.duration == "ahead":
        if beside_event(r, length.stop, after=True) or not (r.tense(i) == "future" or r.fragment(i)):
            reason = "vague" if length.vague else "relative_to_event"
            return duration_found(r, i, length, "after", reason)._replace(rule="duration_ahead")
    elif preposition.modifier == "before" and beside_event(r, length.stop, after=False):
        return duration_found(r, i, length, "before", "relative_to_event")._replace(rule="duration_ago")
    if preposition.modifier == "since" and _tells_gap(r, i):
        return duration_found(r, i, length, "since")._replace(rule=GAP)
    found = ago(r, i, length, preposition)
    if bound and found.start is not None:
        found = found._replace(modifier=bound)
    if r.at(length.stop) == "من" and r.at(length.stop + 1) in ("الان", "الزمان"):
        found = found._replace(stop=length.stop + 2)
    return found


#: How a preposition before a duration says how long.
_LENGTHS = ("length", "throughout")


def _all_through(r: Reader, i: int, preposition: Preposition) -> bool:
    """طوال العام, على مدار السنة: the whole of no year that is named."""
    entry = r.lexicon.units.get(r.at(i + 1)) if preposition.duration == "throughout" else None
    return entry is not None and entry[1].definite and entry[1].number == "singular" and entry[1].code in "WMY"


def _tells_gap(r: Reader, i: int) -> bool:
    """Whether منذ at token ``i`` says since when a thing had not been, and not when it was: لأول مرة منذ ستة أشهر, أعلى
    مستوى منذ 2008, الأول من نوعه منذ عام."""
    words, marks = r.lexicon.words["not_since"], r.lexicon.prepositions
    for j in range(i - 1, max(-1, i - 1 - _GAP_REACH), -1):
        word = r.at(j)
        if not word or not word[0].isalpha() or word in marks:
            return False
        if word in words or word.lstrip("وبل") in words or (word[:2] == "لل" and "ا" + word[1:] in words):
            return True
    return False


def _goes_on(r: Reader, i: int, length: Length) -> bool:
    """Whether a clause begins with وبعد يومين after a day that was told: those two days count from it, as years may
    from a year."""
    last, stop = r.antecedent(i), length.stop
    if last is None or last.anchor not in ("absolute", "document") or length.unit not in _COUNTED.get(last.grain, ""):
        return False
    if r.opens_sentence(i):
        return last.anchor == "absolute" and not beside_event(r, stop, after=True)
    near = r.words[max(last.stop, i + 1 - _JOINED) : i + 1]  # توفي في 9 مايو 1987 ودفن بعد يومين
    joined = near[-1][0] in "وف" or any(word == "ثم" or word[0] == "و" for word in near)
    goes_on = joined and r.text.sentence_of[last.first] == r.text.sentence_of[i]
    return goes_on and not beside_event(r, stop, after=True)


#: How far before بعد يومين what is joined to the day told may begin, in tokens.
_JOINED = 4


#: What may be counted from a date of each grain.
_COUNTED = {"day": "DWMYX", "month": "MYX", "year": "YX"}


def _holds(r: Reader, stop: int) -> bool:
    """عقد is a decade before من الزمن or an end, but "holding" before what is held (قبل عقد المؤتمر)."""
    return r.at(stop - 1) == "عقد" and r.at(stop) not in ("من", "", ".", "،", ",", "علي", "كامل", "في", "و", ")")


def _past_about(r: Reader, j: int, ahead: bool) -> tuple[int, str | None]:
    """End and modifier of what bounds a length at token ``j``: more than two weeks ago is before that day, more than
    two weeks ``ahead`` after it."""
    lists = r.lexicon.words
    j += r.at(j) in lists["passing"]
    more, less = ("after", "before") if ahead else ("before", "after")
    if r.at(j) in lists["about"]:
        return j + 1, "approx"
    if r.at(j) in lists["more_or_less"] and r.at(j + 1) == "من":
        return j + 2, less if r.at(j) == "اقل" else more
    k = j + 1 if r.at(j) == "ما" else j
    word = r.at(k) if k > j else r.at(j).removeprefix("ما")
    if word in ("يقارب", "يقرب", "يزيد", "يربو") and (k > j or word != r.at(j)):
        bound = "approx" if word in ("يقارب", "يقرب") else more
        return k + 1 + (r.at(k + 1) in ("من", "عن", "علي")), bound
    return j, None


_NIGHT_LEADS = frozenset({"طوال", "طيله", "خلال", "اثناء", "طول", "حتي"})
_MORNINGS = {"الصباح": "MO", "الفجر": "DA", "الظهر": "MI"}


def _night_of_publication(r: Reader, i: int, j: int) -> Found | None:
    """طوال الليل, خلال الليل: the night before the day of publication; وحتى الصباح carries it into that day."""
    word = r.at(i)
    if r.at(j) != "الليل" or word.lstrip("وف") not in _NIGHT_LEADS or word.endswith("حتي"):
        return None
    if r.at(j + 1) in r.lexicon.shifts:
        return None
    if r.published is None:
        return part_found(i, j + 1, "NI", None, "none", NO_DAY)._replace(rule="night")
    evening = r.published - timedelta(1)
    found = part_found(i, j + 1, "NI", evening, "published_on")._replace(rule="night")
    if word.endswith(("طوال", "طيله", "طول")):
        found = found._replace(timex="DURATION")
    k = j + 1 + (r.at(j + 1) == "و")
    if r.at(k) in ("وحتي", "حتي") and r.at(k + 1) in _MORNINGS:
        value = f"{found.value}/{r.published}T{_MORNINGS[r.at(k + 1)]}"
        return found._replace(stop=k + 2, timex="DURATION", value=value, end=r.published)
    return found


def extended(r: Reader, found: Found) -> Found:
    """``found`` with the other calendar's date, the day of its week and the hour that may follow it."""
    if found.timex != "DATE":
        placed = found.grain == "part_of_day" and found.timex == "TIME" and found.start is not None
        return with_time(r, found) if placed else found
    if found.grain == "week" and found.start is not None:
        j = found.stop + (r.at(found.stop) == "يوم")
        weekday = r.lexicon.weekdays.get(r.at(j))
        if weekday is not None and not weekday[0] and not weekday[1].bare and found.value and len(found.value) == 8:
            day = found.start + timedelta(weekday[1].iso - 1)
            found = found._replace(
                stop=j + 1, rule="weekday_week", value=day.isoformat(), start=day, end=day, grain="day"
            )
    if found.grain in ("month", "year"):
        return _both_calendars(r, found)
    if found.grain != "day":
        return found
    if found.rule == "day_shift" and found.anchor == "published_on":  # هذا اليوم الاثنين 5 جوان
        named = read_weekday(r, found.stop)
        if named is not None and (named.start == found.start or named.rule != "weekday"):
            found = named._replace(first=found.first)
    found = _both_calendars(r, found)
    return with_time(r, found) if found.start == found.end else found


def _both_calendars(r: Reader, found: Found) -> Found:
    """3 شعبان 1440هـ الموافق 8 أبريل 2019, 656هـ / 1258م: one day, month or year in two calendars; the civil date is
    the surer one."""
    j = found.stop
    close = ""
    link = r.at(j)
    if link in ("الموافق", "موافق", "الموافقه", "المصادف", "وافق", "يوافق", "اي"):
        j += 1
        j += r.at(j) in ("ل", "يوم", "في", "لسنه", "لعام")
    elif link == "(":
        j, close = j + 1, ")"
        j += r.at(j) == "الموافق"
    elif link in ("/", "-", "–", "،") and (found.hijri or found.rule in _FULL_DATES):
        j += 1
    else:
        return found
    if r.at(j) in r.lexicon.weekdays:
        j += 1
    other = _of_grain(r, j, found.grain, found.hijri)
    if other is None or other.grain != found.grain or other.hijri == found.hijri:
        return found
    stop = other.stop
    if close:
        if r.at(stop) != close:
            return found
        stop += 1
    civil, lunar = (other, found) if found.hijri else (found, other)
    if civil.start and lunar.start and civil.grain != "day" and abs((civil.start - lunar.start).days) > _SAME_YEAR:
        return found
    if civil.rule == "day_month" and lunar.start is not None:
        civil = _in_year_near(civil, lunar.start)
    base = civil if civil.start is not None else lunar
    return base._replace(first=found.first, stop=stop, rule="both_calendars", hijri=False)


def _of_grain(r: Reader, j: int, grain: str, hijri: bool) -> Found | None:
    """The day, month or year at token ``j`` that may be the same one as a date of the other calendar (``hijri``)."""
    if grain == "day":
        return read_month_day(r, j) or read_numeric(r, j, cue=True)
    if grain == "month":
        return read_month(r, j)
    marked = read_era_year(r, j)
    if marked is not None or not hijri:
        return marked
    year = year_by_word(r, j) or year_number(r, j, after_word=True)
    return year_found(r, j, year, "year") if year is not None and year.anchor == "absolute" else None


def _in_year_near(found: Found, near: date) -> Found:
    """The day and month of ``found`` in the year that brings it closest to ``near``."""
    assert found.value is not None
    month, day = int(found.value[5:7]), int(found.value[8:10])
    days = [d for n in (-1, 0, 1) if (d := calendar.day(near.year + n, month, day))]
    best = min(days, key=lambda d: abs((d - near).days))
    return found._replace(value=best.isoformat(), start=best, end=best, anchor="absolute", reason=None)
