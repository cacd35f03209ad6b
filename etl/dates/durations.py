"""Durations: how long, how long ago, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from etl.dates import calendar
from etl.dates.lexicon import Preposition, Shift, Unit
from etl.dates.months import NO_DAY
from etl.dates.reader import Found, Reader
from etl.dates.years import shift_at, year_number

_GRAINS = {
    "s": "minute",
    "m": "minute",
    "H": "hour",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "X": "decade",
    "C": "century",
}
_VAGUE = {"X": "PX0Y", "C": "PX00Y", "s": "PTXS", "m": "PTXM", "H": "PXH"}
_DATE_ORDER, _TIME_ORDER = "YMWD", "Hms"


@dataclass(frozen=True, slots=True)
class Length:
    """A duration read in a text: counts by unit, or a unit alone where the count is vague."""

    stop: int
    counts: tuple[tuple[float, str], ...]
    vague: str | None = None

    @property
    def unit(self) -> str:
        return self.vague or self.counts[-1][1]

    @property
    def value(self) -> str:
        if self.vague:
            return _VAGUE.get(self.vague, f"PX{self.vague}")
        totals: dict[str, float] = {}
        for count, unit in self.counts:
            factor, code = {"X": (10, "Y"), "C": (100, "Y")}.get(unit, (1, unit))
            totals[code] = totals.get(code, 0) + count * factor
        days = "".join(f"{_plain(totals[code])}{code}" for code in _DATE_ORDER if code in totals)
        time = "".join(f"{_plain(totals[code])}{code.upper()}" for code in _TIME_ORDER if code in totals)
        return f"P{days}T{time}" if time else f"P{days}"


def _plain(count: float) -> str:
    return str(int(count)) if count == int(count) else f"{count:.4g}"


def length_at(r: Reader, i: int, bare: bool) -> Length | None:
    """A duration at token ``i``; ``bare``: a preposition before it lets a unit alone be one (قبل شهر, منذ سنوات)."""
    first = _term(r, i, bare)
    if first is None or first.vague:
        return first
    stop, counts = first.stop, list(first.counts)
    while len(counts) < 8:
        j = stop
        if r.at(j) in ("،", ","):
            j += 1
        joined = r.at(j) == "و"
        j += joined
        prefixed = not joined and r.at(j)[:1] == "و"
        if not joined and not prefixed and j == stop:
            break
        word = r.at(j)[1:] if prefixed else r.at(j)
        fraction = r.lexicon.unit_fractions.get(word)
        if fraction is not None and joined + prefixed:
            last = counts[-1]
            follow = r.lexicon.units.get(r.at(j + 1))
            if follow is None or follow[1].code == last[1]:
                if follow is not None and not follow[1].definite and len(counts) == 1 and last[0] != int(last[0]):
                    break
                counts[-1] = (last[0] + fraction, last[1])
                stop = j + 1 + (follow is not None)
                continue
            counts.append((fraction, follow[1].code))
            stop = j + 2
            continue
        after = _term(r, j, bare=True)
        if after is None or after.vague or not _finer(after.counts[0][1], counts[-1][1]):
            break
        counts += after.counts
        stop = after.stop
    if r.at(stop) == "الا":
        fraction = r.lexicon.unit_fractions.get(r.at(stop + 1))
        if fraction is not None:
            counts[-1] = (counts[-1][0] - fraction, counts[-1][1])
            stop += 2
    return Length(stop, tuple(counts))


def _finer(unit: str, than: str) -> bool:
    order = "CXYMWDHms"
    return order.index(unit) >= order.index(than)


def _term(r: Reader, i: int, bare: bool) -> Length | None:
    """One count and its unit."""
    word = r.at(i)
    entry = r.lexicon.units.get(word)
    lists = r.lexicon.words
    if entry is not None and not entry[1].definite:
        return _counted_by_itself(r, i, entry[1], bare)
    if word in lists["few_before"] or (word[:1] in "وبلف" and word[1:] in lists["few_before"]):
        follow = r.lexicon.units.get(r.at(i + 1))
        if follow is not None and follow[1].number in ("plural", "singular") and not r.at(i - 1).isdecimal():
            return Length(i + 2, (), follow[1].code)
        return None
    fraction = r.lexicon.unit_fractions.get(word if word[:1] != "و" else word[1:])
    if fraction is not None:
        follow = r.lexicon.units.get(r.at(i + 1))
        if (
            follow is not None
            and not follow[0]
            and follow[1].number == "singular"
            and not (follow[1].definite and not bare)
        ):
            return Length(i + 2, ((fraction, follow[1].code),))
        return None
    number = r.number(i)
    if number is None:
        return None
    stop = number.stop
    follow = r.lexicon.units.get(r.at(stop))
    if follow is None or follow[0] or follow[1].number in ("dual", "construct"):
        return None
    if follow[1].definite and not (
        r.words[i].startswith(("ال", "وال")) and shift_at(r, stop + 1)
    ):  # الستة الأيام الماضية
        return None
    unit = follow[1]
    if number.form == "ordinal" or (unit.code in "XC" and unit.number == "plural" and not bare and unit.code == "X"):
        return None
    if number.low != number.high or number.form == "vague":
        return Length(stop + 1, (), unit.code)
    if r.at(i - 1) in (".", ",", ":", "/") and r.touching(i) and r.at(i - 2).isdecimal():
        return None
    if r.at(stop) == "عام" and len(r.at(stop + 1)) == 4 and r.at(stop + 1).isdecimal():  # 48 عام 1991
        return None
    return Length(stop + 1, ((number.low, unit.code),))


def _counted_by_itself(r: Reader, i: int, unit: Unit, bare: bool) -> Length | None:
    """A unit whose form holds the count: a dual, a singular with one, a plural with a vague adjective."""
    after = r.at(i + 1)
    lists = r.lexicon.words
    if unit.number == "dual":
        return Length(i + 1 + (after in ("اثنين", "اثنتين", "كاملين", "كاملتين")), ((2, unit.code),))
    if unit.number == "singular":
        if after in lists["one"]:
            return Length(i + 2, ((1, unit.code),))
        if unit.code in "smHDWMY" and after[:1] == "و":
            rest = after[1:] or r.at(i + 2)
            if rest in ("نصف", "النصف", "ربع", "الربع"):
                return Length(i + 1, ((1, unit.code),))
            if (not bare and after != "و" and not r.lexicon.units.get(rest)) or (bare is False and rest == ""):
                return None
            if not bare:
                follow = r.lexicon.units.get(rest)
                number = r.number(i + 2) if after == "و" else None
                counted = r.lexicon.units.get(r.at(number.stop)) if number else None
                hit = follow or counted
                return (
                    Length(i + 1, ((1, unit.code),))
                    if hit and _finer(hit[1].code, unit.code) and hit[1].code != unit.code
                    else None
                )
        return Length(i + 1, ((1, unit.code),)) if bare else None
    if unit.number == "plural":
        if after in lists["few_after"] and after != "متتاليه":
            return Length(i + 2, (), unit.code)
        for_long = r.words[i][0] == "ل" and r.lexicon.units[r.words[i]][0] == 1
        if bare or for_long or r.words[i][-1] == "ا" or after in ("بعد", "قبل"):
            return Length(i + 1, (), unit.code)
    return None


def duration_found(
    r: Reader, first: int, length: Length, modifier: str | None = None, reason: str | None = None
) -> Found:
    grain = _GRAINS[length.unit]
    return Found(
        first, length.stop, "duration", "DURATION", length.value, None, None, grain, modifier, anchor="none",
        reason=reason or ("vague" if length.vague else None),
    )  # fmt: skip


def read_duration(r: Reader, i: int) -> Found | None:
    """A duration that needs no preposition: ثلاثة أيام, يومين, ساعة ونصف, بضعة أشهر, ساعات قليلة; not an age."""
    if r.at(i) in r.lexicon.words["about"]:
        return _about_one(r, i + 1)
    if r.at(i) in r.lexicon.words["more_or_less"]:
        return _about_one(r, i + 2) if r.at(i + 1) == "من" else None
    length = length_at(r, i, bare=False)
    if length is None:
        return None
    shift = shift_at(r, length.stop)  # الثلاثة أيام الماضية
    if shift is not None and shift[1].anchor == "published_on" and shift[1].steps:
        return placed_length(r, i, shift[0], length, shift[1])
    if _is_age(r, i, length):
        return None
    return duration_found(r, i, length)


def _about_one(r: Reader, i: int) -> Found | None:
    """نحو ساعة, قرابة عام: the approximation, or the comparison, makes the single unit a duration."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or entry[0] or entry[1].definite or entry[1].number != "singular" or entry[1].code == "X":
        return None
    if year_number(r, i + 1, after_word=True) is not None or r.at(i + 1) in r.lexicon.shifts:
        return None
    length = length_at(r, i, bare=True)
    return duration_found(r, i, length, "approx") if length is not None else None


def _is_age(r: Reader, i: int, length: Length) -> bool:
    """Years of a life: عمره 25 عاما, البالغ 30 عاما, (45 عاما)."""
    if length.unit not in "YM" or length.vague:
        return False
    ages = r.lexicon.words["age_words"]
    if r.at(i - 1) == "(" and r.at(length.stop) == ")":
        return True
    for j in range(i - 1, max(i - 7, -1), -1):
        word = r.at(j)
        if word in ages or (word[:1] in "وبل" and word[1:] in ages):
            return True
        if word in (".", "؛"):
            return False
    return r.at(length.stop) == "من" and r.at(length.stop + 1) in ages


def placed_length(r: Reader, first: int, stop: int, length: Length, shift: Shift) -> Found:
    """A duration that ends or begins on the day of publication: الأيام الثلاثة الماضية."""
    published = r.published
    value, grain = length.value, _GRAINS[length.unit]
    if length.vague:
        return Found(first, stop, "period_shift", "DURATION", value, None, None, grain, anchor="none", reason="vague")
    if published is None:
        return Found(first, stop, "period_shift", "DURATION", value, None, None, grain, anchor="none", reason=NO_DAY)
    other = _moved(r, length, 1 if shift.steps > 0 else -1)
    if other is None:
        return Found(
            first, stop, "period_shift", "DURATION", value, None, None, grain, anchor="none", reason="out_of_calendar"
        )
    start, end = sorted((published, other))
    return Found(first, stop, "period_shift", "DURATION", value, start, end, grain, anchor="published_on")


def _moved(r: Reader, length: Length, sign: int) -> date | None:
    """The day of publication moved by a duration; parts of a day count as whole days outwards."""
    day = r.published
    for count, unit in length.counts:
        if day is None:
            return None
        if unit in "smH":
            hours = count / {"H": 1, "m": 60, "s": 3600}[unit]
            day = calendar.shifted(day, sign * -(-int(hours) // 24) if hours <= 240000 else 10**9, "D")
        elif count != int(count):
            days = count * {"D": 1, "W": 7, "M": 30.4, "Y": 365.25, "X": 3652.5, "C": 36525}[unit]
            day = calendar.shifted(day, sign * round(days) if days < 10**7 else 10**9, "D")
        else:
            day = calendar.shifted(day, sign * int(count) if count < 10**7 else 10**9, unit)
    return day


def read_definite(r: Reader, i: int) -> Found | None:
    """الأيام الثلاثة الماضية, الساعات الـ24 الأخيرة, اليومين المقبلين, السنوات الأخيرة, آخر 24 ساعة."""
    if r.at(i) == "ال" and r.digits(i + 1) is not None:
        length = length_at(r, i + 1, bare=False)
        shift = _last_or_shift(r, length.stop) if length else None
        return placed_length(r, i, shift[0], length, shift[1]) if shift and length else None
    if r.at(i) in ("اخر", "واخر"):
        length = length_at(r, i + 1, bare=False)
        return placed_length(r, i, length.stop, length, Shift(-1, "published_on")) if length else None
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or not entry[1].definite or entry[1].number not in ("dual", "plural"):
        return None
    unit, j = entry[1], i + 1
    count: float | None = 2 if unit.number == "dual" else None
    if r.at(j) in r.lexicon.words["few_after"]:
        j += 1
    elif count is None:
        j, count = _definite_count(r, j)
    shift = _last_or_shift(r, j)
    if shift is None or (unit.code in "sm" and count is None):  # the last minutes of a match
        return None
    length = Length(j, ((count, unit.code),)) if count is not None else Length(j, (), unit.code)
    return placed_length(r, i, shift[0], length, shift[1])


def _last_or_shift(r: Reader, j: int) -> tuple[int, Shift] | None:
    if r.at(j) in ("الاخيره", "الاخيرين", "الاخيرتين"):
        return j + 1, Shift(-1, "published_on")
    shift = shift_at(r, j)
    return shift if shift and shift[1].steps and shift[1].anchor == "published_on" else None


def _definite_count(r: Reader, j: int) -> tuple[int, float | None]:
    known = r.lexicon.cardinals.get(r.at(j))
    if known is not None:
        return j + 1, known
    k = j + (r.at(j) == "ال")
    number = r.number(k)
    if number is not None and number.low == number.high and number.form != "ordinal":
        return number.stop, number.low
    return (k + 1, r.digits(k)) if k > j and r.digits(k) is not None else (j, None)


def ago(r: Reader, first: int, length: Length, preposition: Preposition) -> Found:
    """What a duration after قبل, منذ or بعد means: a point before or after the day of publication, at the grain of its
    smallest unit; hours and minutes stay durations because the hour of publication is not known."""
    after = preposition.duration == "ahead"
    unit = length.unit
    modifier = preposition.modifier
    plain = replace(duration_found(r, first, length, modifier), rule="duration_" + ("ahead" if after else "ago"))
    if length.vague:
        return plain
    if unit in "smH":
        return replace(plain, reason="hour_of_publication_unknown")
    if r.published is None:
        return replace(plain, reason=NO_DAY)
    target = _moved(r, length, 1 if after else -1)
    unit = "Y" if unit in "XC" else unit
    period = calendar.period_of(target, unit) if target else None
    if period is None:
        return replace(plain, reason="out_of_calendar")
    return replace(
        plain, timex="DATE", value=calendar.value_of(period, unit), start=period[0], end=period[1],
        anchor="published_on", reason=None, modifier=modifier if modifier == "since" else None,
    )  # fmt: skip


def beside_event(r: Reader, stop: int) -> bool:
    """Whether a duration counts from an event named after it (بعد ثمانية أشهر على طرده), not from publication."""
    word = r.at(stop)
    if word == "من" and r.at(stop + 1) == "الان":
        return False
    return word in r.lexicon.words["event_links"] or (word[:1] == "ل" and len(word) > 3)


def read_after_that(r: Reader, i: int) -> Found | None:
    """بعد ذلك بيومين, قبل ذلك بعام: counted from the date before."""
    if r.at(i).lstrip("و") not in ("بعد", "قبل") or r.at(i + 1) not in ("ذلك", "هذا"):
        return None
    entry = r.lexicon.units.get(r.at(i + 2))
    length = None
    if entry is not None and entry[0] and r.words[i + 2][0] == "ب":
        length = _counted_by_itself(r, i + 2, entry[1], bare=True)
    elif r.at(i + 2) == "ب" or r.prefix(i + 2):
        length = length_at(r, i + 2 + (r.at(i + 2) == "ب"), bare=False)
    if length is None or length.vague:
        return None
    before = r.antecedent(i)
    sign = 1 if r.at(i).endswith("بعد") else -1
    if before is None or before.start is None or before.end is None or length.unit in "smH":
        return replace(duration_found(r, i, length), reason="no_antecedent")
    base = before.end if sign > 0 else before.start
    target = calendar.shifted(base, sign * int(length.counts[0][0]), length.unit)
    period = calendar.period_of(target, length.unit) if target else None
    if period is None:
        return replace(duration_found(r, i, length), reason="out_of_calendar")
    value = calendar.value_of(period, length.unit)
    return Found(i, length.stop, "anaphora", "DATE", value, *period, _GRAINS[length.unit], anchor="document")


def read_set(r: Reader, i: int) -> Found | None:
    """How often: كل خميس, كل عام, كل ثلاثة أيام, يوميا, أيام الجمعة."""
    word = r.at(i)
    value = r.lexicon.each_adverbs.get(word)
    if value is not None:
        return _set(i, i + 1, value)
    if word in r.lexicon.words["every"] or word[1:] in r.lexicon.words["every"]:
        j = i + 1
        entry = r.lexicon.units.get(r.at(j))
        weekday = r.lexicon.weekdays.get(r.at(j))
        if entry is not None and entry[1].code == "D" and r.at(j + 1) in r.lexicon.weekdays:
            weekday, j = r.lexicon.weekdays[r.at(j + 1)], j + 1
        if weekday is not None and not weekday[0] and r.at(j) not in ("احد", "اثنين"):
            return _set(i, j + 1, f"XXXX-WXX-{weekday[1].iso}")
        if weekday is not None and r.at(j - 1) == "يوم":
            return _set(i, j + 1, f"XXXX-WXX-{weekday[1].iso}")
        if r.at(j) in ("صباح", "مساء", "ليله", "فجر"):
            return _set(
                i,
                j + 1,
                {"صباح": "XXXX-XX-XXTMO", "مساء": "XXXX-XX-XXTEV", "ليله": "XXXX-XX-XXTNI"}.get(
                    r.at(j), "XXXX-XX-XXTDA"
                ),
            )
        if entry is not None and (entry[0] or entry[1].definite or entry[1].code == "X"):
            return None
        length = length_at(r, j, bare=True)
        if length is None or length.vague:
            return None
        return _set(i, length.stop, length.value)
    entry = r.lexicon.units.get(word)
    if entry is not None and entry[1].code == "D" and entry[1].number == "plural" and not entry[1].definite:
        weekday = r.lexicon.weekdays.get(r.at(i + 1))
        if weekday is not None and not weekday[0] and not weekday[1].bare and r.at(i + 2)[:1] != "و":
            return _set(i, i + 2, f"XXXX-WXX-{weekday[1].iso}")
    return None


def _set(i: int, stop: int, value: str) -> Found:
    grain = (
        "week" if value.startswith("XXXX-W") else _GRAINS.get(value[-1], "day") if value[0] == "P" else "part_of_day"
    )
    return Found(i, stop, "set", "SET", value, None, None, grain, anchor="none")


__all__ = [
    "ago",
    "beside_event",
    "duration_found",
    "length_at",
    "read_after_that",
    "read_definite",
    "read_duration",
    "read_set",
]
