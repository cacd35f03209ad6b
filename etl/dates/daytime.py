"""Parts of the day and nights, with the day they belong to.

A night is named after the day on whose evening it begins, so it covers two days: ``2016-12-10TNI`` reaches into the
11th.
"""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates.days import read_day_word, read_relative, read_weekday
from etl.dates.lexicon import Part
from etl.dates.monthdays import read_month_day, read_numeric
from etl.dates.periods import read_demonstrative
from etl.dates.reader import NO_DAY, Found, Reader

#: The rule of a part of a day that stands alone as an adverb: ليلا.
ADVERB = "adverb_of_day"
_ONE = timedelta(1)
_ANY_DAY = "XXXX-XX-XX"


def read_day(r: Reader, i: int) -> Found | None:
    """Any expression for one day at token ``i``."""
    for rule in (read_relative, read_weekday, read_day_word, read_demonstrative, read_numeric, read_month_day):
        found = rule(r, i)
        if found is not None:
            return found if found.grain == "day" else None
    return None


def part_found(first: int, stop: int, code: str, day: date | None, anchor: str, reason: str | None = None) -> Found:
    """A part of ``day``; a night reaches into the next day, midnight is the first hour of ``day``."""
    if code == "00":
        value = f"{day or _ANY_DAY}T00:00"
        return Found(first, stop, "midnight", "TIME", value, day, day, "hour", anchor=anchor, reason=reason)
    if code == "LN":
        code = "NI"
    value = f"{day or _ANY_DAY}T{code}"
    end = day + _ONE if day and code == "NI" else day
    return Found(first, stop, "part_of_day", "TIME", value, day, end, "part_of_day", anchor=anchor, reason=reason)


def any_day(value: str) -> str:
    """``value``, a part of a day, without its day: ``2016-12-11TDA`` -> ``XXXX-XX-XXTDA``."""
    return f"{_ANY_DAY}{value[value.index('T') :]}"


def read_part(r: Reader, i: int) -> Found | None:
    """A part of a day at token ``i``: مساء السبت, فجر اليوم, منتصف ليل السبت الأحد, ليل 5-6 مايو."""
    hit = r.lexicon.parts.at(r.words, i)
    if hit is None or hit[0] > r.limit:
        return None
    stop, part = hit
    assert isinstance(part, Part)
    if r.at(i) == "فجر" and r.at(i - 1) in _OF_VERBS:
        return None
    if part.kind == "adverb":
        return _midnight(r, i, stop) if part.code == "00" else _bare_part(r, i, stop, part.code)
    if part.code in ("NI", "00"):
        between = _night_between(r, i, stop, part.code)
        if between is not None:
            return between
    j = stop
    if r.at(j) == "من" and part.code != "NI":
        j += 1
    day = read_day(r, j)
    if day is None or (day.start != day.end and part.code not in ("NI", "00")):
        return None
    if day.start is None:
        found = part_found(i, day.stop, part.code, None, "none", day.reason)
        return found._replace(value=f"{day.value}T{part.code}") if day.value and part.code != "00" else found
    if part.code == "00":
        ahead = r.tense(i) == "future" and day.start == r.published  # تنتهي المهلة منتصف ليل اليوم
        return part_found(i, day.stop, "00", day.start + _ONE if ahead else _midnight_of(r, day.start), day.anchor)
    return part_found(i, day.stop, part.code, day.start, day.anchor)


def _bare_part(r: Reader, i: int, stop: int, code: str) -> Found | None:
    """A part of a day that no day goes with: of the day that the sentence speaks of, or of publication, where a
    preposition leads it in (منذ الصباح, في المساء, بعد الظهر); of the day behind it; of any day as an adverb (ليلا)."""
    word = r.at(i)
    noon = stop > i + 1 and r.at(stop - 1) in ("الظهر", "الزوال", "النهار")
    day = read_day(r, stop) if noon or word in _BARE_PARTS or word[-1] == "ا" else None
    if day is not None and day.start is not None and day.start == day.end:  # قبل الفجر يوم الاثنين
        return part_found(i, day.stop, code, day.start, day.anchor)
    if word[-1] == "ا" and stop == i + 1:
        if r.at(i - 1).isdecimal() or any(number.stop == i for number in map(r.number, (i - 1, i - 2)) if number):
            return None  # an hour that was not read
        return _adverb(r, i, code)
    leads = _NOON_LEADS if word == "الظهر" else _PART_LEADS if word in _BARE_PARTS else ()
    alone = r.at(i - 1) in leads
    if not alone and not noon:
        return None
    before = r.antecedent(i)
    shift = r.lexicon.shifts.get(r.at(stop))
    if shift is not None and shift.anchor == "document":
        return _beside_day(i, stop + 1, code, before, shift.steps)
    stop += r.at(stop) in r.lexicon.words["hours_of_part"]
    if before is not None and before.grain == "day" and r.goes_on(before.first, i):
        return part_found(i, stop, code, before.start, "document")
    if r.published is None:
        return part_found(i, stop, code, None, "none", NO_DAY)
    return part_found(i, stop, code, r.published, "published_on")


def _adverb(r: Reader, i: int, code: str) -> Found:
    """A part of a day as an adverb: that of the day on which an hour would be. A night may be that of either day, and
    صباحا ومساء is always."""
    told = r.told_day(i)
    beside = (r.lexicon.parts.at(r.words, j) for j in (i - 1, i + 1) if 0 <= j < r.limit)
    day, anchor, reason = (None, "none", "vague") if any(beside) or (code == "NI" and not told) else r.day_of_hour(i)
    return part_found(i, i + 1, code, day, anchor, reason)._replace(rule=ADVERB)


def _beside_day(i: int, stop: int, code: str, before: Found | None, steps: int) -> Found:
    """الصباح التالي, الليلة السابقة, المساء نفسه: counted from the day before."""
    if before is None or before.start is None or before.grain not in ("day", "part_of_day", "hour", "minute"):
        return part_found(i, stop, code, None, "none", "no_antecedent")
    return part_found(i, stop, code, before.start + timedelta(steps), "document")


#: Before a verb: قد فجر, الذي فجر نفسه.
_OF_VERBS = frozenset({"قد", "وقد", "لقد", "الذي", "لم"})
_BARE_PARTS = frozenset({"الصباح", "المساء", "النهار", "الفجر"})
_PART_LEADS = frozenset(
    {"في", "وفي", "منذ", "ومنذ", "حتي", "وحتي", "خلال", "طوال", "طيله", "عند", "مع", "قبل", "قبيل", "الي"}
)
#: في الظهر is in the back.
_NOON_LEADS = frozenset({"عند", "منذ", "ومنذ", "حتي", "وحتي", "قبيل", "الي"})


def _midnight_of(r: Reader, day: date) -> date:
    """The midnight of a day is the one that ends it, unless that has not come yet."""
    return day + _ONE if r.published is None or day + _ONE <= r.published else day


def _midnight(r: Reader, i: int, stop: int) -> Found:
    day = r.published
    if day is None:
        return part_found(i, stop, "00", None, "none", NO_DAY)
    return part_found(i, stop, "00", day, "published_on")


def _night_between(r: Reader, i: int, j: int, code: str) -> Found | None:
    """The night between two days, in whichever order they are named: ليل السبت الأحد, ليل الاحد السبت, ليل 5-6 مايو."""
    first = r.lexicon.weekdays.get(r.at(j))
    if first is None or first[1].bare:
        days = read_month_day(r, j)
        if days is None or days.start is None or days.end != days.start + _ONE:
            return None
        return _night(i, days.stop, code, days.start, days.anchor)
    k = j + 1 + (r.at(j + 1) in ("-", "/", "الي", "–", "علي", "و"))
    k += r.at(k) == "يوم"
    second = r.lexicon.weekdays.get(r.at(k))
    if second is None or second[1].bare:
        return None
    if (second[1].iso - first[1].iso) % 7 == 1:
        later = second[1].iso
    elif (first[1].iso - second[1].iso) % 7 == 1:
        later = first[1].iso
    else:
        return None
    days = read_month_day(r, k + 1, first[1].iso)  # ليلة السبت الأحد 12-13 ماي
    if days is not None and days.start is not None and days.end == days.start + _ONE:
        return _night(i, days.stop, code, days.start, days.anchor)
    found = read_weekday(r, k)
    if found is None:
        return None
    if found.start is None:
        return part_found(i, found.stop, code, None, "none", found.reason)
    morning = found.start + timedelta((later - second[1].iso + 3) % 7 - 3)
    if r.published and found.rule == "weekday":
        published = r.published
        morning = published - timedelta((published.isoweekday() - later) % 7)
        if r.tense(i) == "future":
            morning = published + timedelta((later - published.isoweekday()) % 7)
        elif (published.isoweekday() - later) % 7 == 6:  # the evening is today: the night that begins now
            morning = published + _ONE
    return _night(i, found.stop, code, morning - _ONE, found.anchor)


def _night(i: int, stop: int, code: str, evening: date, anchor: str) -> Found:
    if code == "00":
        return part_found(i, stop, "00", evening + _ONE, anchor)
    return part_found(i, stop, "NI", evening, anchor)


def read_hours_of_part(r: Reader, i: int) -> Found | None:
    """ساعات الفجر الأولى, ساعات الليل من يوم السبت: that part of the day named, or of the day of publication."""
    if r.at(i) not in ("ساعات", "لساعات", "ساعه") or r.at(i + 1) not in _PARTS:
        return None
    code, j = _PARTS[r.at(i + 1)], i + 2
    j += r.at(j) in r.lexicon.words["hours_of_part"]
    k = j + (r.at(j) == "من")
    day = read_day(r, k)
    if day is not None and day.start == day.end:
        return part_found(i, day.stop, code, day.start, day.anchor, day.reason)
    if r.published is None:
        return part_found(i, j, code, None, "none", NO_DAY)
    evening = r.published - _ONE if code == "NI" else r.published
    return part_found(i, j, code, evening, "published_on")


def read_night_between(r: Reader, i: int) -> Found | None:
    """الليلة الفاصلة بين السبت والأحد."""
    if r.at(i + 1) not in ("الفاصله", "الرابطه") or r.at(i + 2) != "بين":
        return None
    return _night_between(r, i, i + 3 + (r.at(i + 3) in ("يومي", "يوم")), "NI")


def read_tonight(r: Reader, i: int) -> Found | None:
    """الليلة, هذه الليلة, الليلة الماضية, هذا الصباح, ليلة أمس (through read_part)."""
    near = r.lexicon.demonstratives.get(r.at(i))
    j = i + 1 if near is not None else i
    word = r.at(j)
    published = r.published
    if word not in _THESE or (near is None and word not in _TONIGHT):
        return None
    code, days, stop = _THESE[word], 0, j + 1
    if near is not None and not near[1]:  # تلك الليلة
        return _beside_day(i, stop, code, r.antecedent(i), 0) if word in _OF_DAY else None
    if near is None:
        if r.at(stop) in ("الماضيه", "الفائته", "المنصرمه", "البارحه"):
            days, stop = -1, stop + 1
        elif r.at(stop) == "قبل" and r.at(stop + 1) == "الماضيه":
            days, stop = -2, stop + 2
        elif r.at(stop) in ("القادمه", "المقبله"):
            days, stop = 1, stop + 1
        elif (shift := r.lexicon.shifts.get(r.at(stop))) is not None and shift.anchor == "document":
            return _beside_day(i, stop + 1, code, r.antecedent(i), shift.steps)
        elif shift is not None or r.at(stop) in r.lexicon.ordinals:
            return None
    if published is None:
        return part_found(i, stop, code, None, "none", NO_DAY)
    return part_found(i, stop, code, published + timedelta(days), "published_on")


_PARTS = {"الفجر": "DA", "الصباح": "MO", "الظهر": "MI", "العصر": "AF", "المساء": "EV", "الليل": "NI"}
#: What ذلك points at among days: العصر may be an age, الظهر a back.
_OF_DAY = frozenset({"الليله", "الصباح", "المساء", "الفجر"})
_TONIGHT = frozenset({"الليله", "والليله"})


_THESE = {"الليله": "NI", "والليله": "NI", "الصباح": "MO", "المساء": "EV", "الفجر": "DA", "العصر": "AF", "الظهر": "MI"}
