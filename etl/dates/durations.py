"""Durations: how long, how long ago, and how often."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates import calendar
from etl.dates.lengths import GRAINS, Length, counted_by_itself, definite_count, last_or_shift, length_at
from etl.dates.lexicon import Preposition, Shift
from etl.dates.reader import BETWEEN, NO_DAY, Found, Reader
from etl.dates.years import shift_at, year_number
from etl.numbers.exact import Exact, exact


def duration_found(
    r: Reader, first: int, length: Length, modifier: str | None = None, reason: str | None = None
) -> Found:
    grain = GRAINS[length.unit]
    return Found(
        first, length.stop, "duration", "DURATION", length.value, None, None, grain, modifier, anchor="none",
        reason=reason or ("vague" if length.vague else None),
    )  # fmt: skip


def read_duration(r: Reader, i: int) -> Found | None:
    """A duration that needs no preposition: ثلاثة أيام, يومين, ساعة ونصف, بضعة أشهر, ساعات قليلة; not an age."""
    units, number = r.lexicon.units, r.number(i)
    if number is None:
        if r.words[i].isdecimal():
            return None
    elif r.at(number.stop) not in units and r.at(i) not in units:  # most numbers count no time
        return None
    if r.at(i) in r.lexicon.words["about"] or r.at(i)[1:] in r.lexicon.words["about"]:
        return _about_one(r, i + 1)
    if r.at(i).removeprefix("ل") in r.lexicon.words["more_or_less"]:
        return _about_one(r, i + 2, r.at(i)[0] == "ل") if r.at(i + 1) == "من" else None
    if r.at(i - 1) == "من" and r.opens_sentence(i - 1) and r.fragment(i):  # من أسبوع, as people say it
        spoken = length_at(r, i, bare=True)
        return ago(r, i - 1, spoken, Preposition("before", "ago")) if spoken is not None else None
    lasts = r.at(i)[-1:] in ("ا", "ه") and r.at(i - 1).lstrip("وف") in r.lexicon.words["lasting"]
    length = length_at(r, i, bare=lasts)
    if length is None:
        return None
    shift = last_or_shift(r, length.stop)  # الثلاثة أيام الماضية
    if shift is not None:
        return placed_length(r, i, shift[0], length, shift[1])
    if _is_age(r, i, length):
        return None
    return duration_found(r, i, length)


def read_length_range(r: Reader, i: int) -> Found | None:
    """From one length to another: من ثلاثة إلى خمسة أيام, بين يومين وثلاثة أيام, أسبوع أو أسبوعين; not ages, nor what
    was changed from the one to the other."""
    number = r.number(i)
    if number is not None:
        behind = r.at(number.stop)
        if behind not in _LENGTH_LINKS and behind[:1] != "و" and behind not in r.lexicon.units:
            return None
        if number.form in ("ordinal", "vague", "fraction") or number.low != number.high:
            return None
        first = length_at(r, i, bare=False) if r.at(number.stop) in r.lexicon.units else None
        stop = number.stop if first is None else first.stop
    else:
        entry = r.lexicon.units.get(r.at(i))
        first = counted_by_itself(r, i, entry[1], bare=True) if entry is not None and not entry[1].definite else None
        if first is None:
            return None
        stop = first.stop
    before, j = r.at(i - 1), stop + (r.at(stop) in _LENGTH_LINKS or r.at(stop) == "و")
    joined = (j > stop and r.at(stop) == "و") or (j == stop and r.at(j)[:1] == "و")
    if joined != (before in BETWEEN and joined) or (j == stop and not joined):
        return None
    last = _last_length(r, j)
    if last is None or len(last.counts) != 1 or (first is not None and len(first.counts) != 1):
        return None
    low = first.counts[0] if first is not None else (exact(number.low) if number else 0, last.unit)
    if low[1] == last.unit and low[0] >= last.counts[0][0]:
        return None
    led = before in BETWEEN or before in _FROM
    if _is_age(r, i, last) or (
        before in _FROM and not r.lexicon.words["changing"].isdisjoint(r.words[max(0, i - 7) : i])
    ):
        return None
    if first is not None:  # two lengths, each with its unit: the second is read by itself
        return duration_found(r, i, first)
    value = f"{Length(stop, (low,)).value}/{last.value}"
    return duration_found(r, i - led, last)._replace(rule="duration_range", value=value)


def _last_length(r: Reader, j: int) -> Length | None:
    """The second of two lengths at token ``j``, which may carry the و that joins it."""
    entry = r.lexicon.units.get(r.at(j))
    if entry is not None and not entry[1].definite and entry[1].number == "dual":
        return counted_by_itself(r, j, entry[1], bare=True)
    return length_at(r, j, bare=False) if r.number(j) is not None else None


_FROM = frozenset({"من", "ومن"})
_LENGTH_LINKS = frozenset({"الي", "حتي", "او", "-", "–"})


def _about_one(r: Reader, i: int, for_long: bool = False) -> Found | None:
    """نحو ساعة, قرابة عام: the approximation, or the comparison, makes the single unit a duration; عقد, which may be a
    contract, only behind ل (``for_long``: لأكثر من عقد)."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or entry[0] or entry[1].number not in ("singular", "dual"):
        return None
    if entry[1].code == "X" and not for_long:
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
    around = (r.at(i - 1), r.at(length.stop))
    if around in (("(", ")"), ("،", "،"), (",", ","), ("،", ")")):
        return True
    if around[0] in _NAME_ENDS and not r.prefix(i):  # "سامي" 24 سنة
        return True
    if around[0] == "،" and around[1] in r.lexicon.words["after_age"]:  # وقال جون، 39 عاما:
        return True
    if r.at(i - 1 - (r.at(i - 1) == "ال")) in r.lexicon.words["age_heads"]:
        return True
    if r.at(i - 1) in ("تحت", "دون", "فوق"):  # منتخب تحت 21 عاما
        return True
    if r.at(i - 1) == "عن":
        deaths, before = r.lexicon.words["death_words"], r.words[max(0, i - 10) : i - 1]
        if any(word in deaths or word[1:] in deaths for word in before):  # وتوفي عن 80 عاما
            return True
    for j in range(i - 1, max(i - 7, -1), -1):
        word = r.at(j)
        if word in ages or (word[:1] in "وبل" and word[1:] in ages):
            return True
        if word in (".", "؛"):
            return False
    return r.at(length.stop) == "من" and r.at(length.stop + 1) in ages


#: How long ago a day is that news is told of.
_NEWS = timedelta(7)

#: Before the years of a life: the quotes about a name.
_NAME_ENDS = frozenset('"»')


def placed_length(r: Reader, first: int, stop: int, length: Length, shift: Shift) -> Found:
    """A duration that ends or begins on the day of publication: الأيام الثلاثة الماضية.

    A vague one takes its longest: الأيام الأخيرة begins ten days before.
    """
    published = r.published
    unplaced = Found(
        first, stop, "period_shift", "DURATION", length.value, None, None, GRAINS[length.unit], anchor="none"
    )
    longest = length.most
    if longest is None:
        return unplaced._replace(reason="vague")
    if published is None:
        return unplaced._replace(reason=NO_DAY)
    other = _moved(r, longest, 1 if shift.steps > 0 else -1)
    if other is None:
        return unplaced._replace(reason="out_of_calendar")
    start, end = sorted((published, other))
    modifier = "approx" if length.vague else None
    return unplaced._replace(start=start, end=end, modifier=modifier, anchor="published_on")


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
        shift = last_or_shift(r, length.stop) if length else None
        return placed_length(r, i, shift[0], length, shift[1]) if shift and length else None
    if r.at(i) in ("اخر", "واخر"):
        length = length_at(r, i + 1, bare=r.fragment(i))
        return placed_length(r, i, length.stop, length, Shift(-1, "published_on")) if length else None
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or not entry[1].definite or entry[1].number not in ("dual", "plural"):
        return None
    unit, j = entry[1], i + 1
    count: Exact | None = 2 if unit.number == "dual" else None
    if r.at(j) in r.lexicon.words["few_after"]:
        j += 1
    elif count is None:
        j, count = definite_count(r, j)
    if unit.code in "sm" and count is None:  # the last minutes of a match
        return None
    many = count is None and r.at(j - 1) in r.lexicon.words["many"]
    length = Length(j, ((count, unit.code),)) if count is not None else Length(j, (), unit.code, many)
    shift = last_or_shift(r, j)
    if shift is not None:
        return placed_length(r, i, shift[0], length, shift[1])
    beside = shift_at(r, j)
    if beside is not None and beside[1].anchor == "document" and beside[1].steps:
        return _beside_date(r, i, length._replace(stop=beside[0]), beside[1].steps)
    if count is None and r.lexicon.edges.get(r.at(j)) == 1:  # the first years of something
        return duration_found(r, i, length._replace(stop=j + 1))
    return None


def read_in_a_row(r: Reader, i: int) -> Found | None:
    """لليوم الثالث على التوالي, للعام الثاني تواليا: that the third of a row is under way tells how long it lasts."""
    unit, number = r.lexicon.units[r.at(i)][1], r.number(i + 1)
    if number is None or number.form != "ordinal" or unit.code not in "DWMY":
        return None
    row = r.words[number.stop : number.stop + 2]
    stop = number.stop + (2 if row == ["علي", "التوالي"] else 1 if row[:1] in (["تواليا"], ["تباعا"]) else 0)
    if stop == number.stop:
        return None
    length = Length(stop, ((exact(number.low), unit.code),))
    return _under_way(r, duration_found(r, i, length), length)


def _under_way(r: Reader, plain: Found, length: Length) -> Found:
    """``plain`` with the days up to that of the news, unless the text is at another time.

    Of months and years the last whole one is meant as often (prices rose for the third month in a row).
    """
    told = r.told_day(plain.first)
    is_news = r.published is not None and (told is None or r.published - told <= _NEWS)
    start = _moved(r, length, -1) if is_news and length.unit in "DW" else None
    if start is None:
        return plain
    return plain._replace(start=start + timedelta(1), end=r.published, anchor="published_on")


def _beside_date(r: Reader, i: int, length: Length, steps: int) -> Found:
    """السنوات الثلاث التالية, الأيام السابقة: a duration behind (1) or before (-1) the date before."""
    plain = duration_found(r, i, length)
    last = r.antecedent(i)
    if length.vague or last is None or last.start is None or last.end is None or length.unit in "smH":
        return plain
    base = last.end + timedelta(1) if steps > 0 else last.start
    other = calendar.shifted(base, steps * int(length.counts[0][0]), length.unit)
    if other is None:
        return plain
    start, end = (base, other - timedelta(1)) if steps > 0 else (other, base - timedelta(1))
    return plain._replace(start=start, end=end, rule="anaphora", anchor="document")


def ago(r: Reader, first: int, length: Length, preposition: Preposition) -> Found:
    """What a duration after قبل, منذ or بعد means: a point before or after the day of publication, at the grain of its
    smallest unit; hours and minutes that make no whole days stay durations, for the hour of publication is not known.
    Vague ones (قبل أيام) stay durations that say between which days the point lies.
    """
    after = preposition.duration == "ahead"
    unit = length.unit
    modifier = preposition.modifier
    plain = duration_found(r, first, length, modifier)._replace(rule="duration_" + ("ahead" if after else "ago"))
    if length.vague:
        return _some_time_ago(r, plain, length)
    if unit in "smH" and not (len(length.counts) == 1 and length.counts[0][0] % 24 == 0 and unit == "H"):
        return plain._replace(reason="hour_of_publication_unknown")
    if r.published is None:
        return plain._replace(reason=NO_DAY)
    if unit == "H":  # whole days
        day = _moved(r, length, 1 if after else -1)
        if day is None:
            return plain._replace(reason="out_of_calendar")
        return plain._replace(timex="DATE", value=day.isoformat(), start=day, end=day, grain="day",
            anchor="published_on", reason=None, modifier=modifier if modifier == "since" else None,
        )  # fmt: skip
    target = _moved(r, length, 1 if after else -1)
    unit = "Y" if unit in "XC" else unit
    if length.counts[-1][0] % 1:  # a year and a half ago is a month
        unit = {"Y": "M", "M": "W", "W": "D"}.get(unit, unit)
    period = calendar.period_of(target, unit) if target else None
    if period is None:
        return plain._replace(reason="out_of_calendar")
    return plain._replace(timex="DATE", value=calendar.value_of(period, unit), start=period[0], end=period[1],
        grain=GRAINS[unit], anchor="published_on", reason=None, modifier=modifier if modifier == "since" else None,
    )  # fmt: skip


def _some_time_ago(r: Reader, plain: Found, length: Length) -> Found:
    """``plain`` with the days between which it lies: from the longest that ``length`` can be to one unit."""
    longest = length.most
    if longest is None or r.published is None or plain.rule != "duration_ago":
        return plain
    start = _moved(r, longest, -1)
    end = _moved(r, Length(length.stop, ((1, length.unit),)), -1)
    if start is None or end is None:
        return plain
    modifier = "since" if plain.modifier == "since" else "approx"
    return plain._replace(start=start, end=end, modifier=modifier, anchor="published_on", reason=None)


def beside_event(r: Reader, stop: int, after: bool) -> bool:
    """Whether a duration counts from an event named after it (بعد ثمانية أشهر على طرده, قبل يومين من الاقتراع) and not
    from publication. Before an event من says so; in "سيطر قبل يومين على البلدة" على belongs to the verb, unless what
    begins or ends follows it (قبل يومين على انطلاق الدورة)."""
    stop += r.at(stop) == "فقط"
    word = r.at(stop)
    if word == "من" and r.at(stop + 1) in ("الان", "الزمن", "الزمان"):
        return False
    return word == "من" or (word == "علي" and (after or r.at(stop + 1) in r.lexicon.words["what_begins"]))


def read_after_that(r: Reader, i: int) -> Found | None:
    """بعد ذلك بيومين, قبل ذلك بعام, وبعدها بثلاثة أيام: counted from the date before; قبل ذلك alone is past."""
    word = r.at(i).lstrip("وف")
    j = i + 1
    if word not in r.lexicon.words["after_it"]:
        if word not in ("بعد", "قبل") or r.at(j) not in ("ذلك", "هذا"):
            return None
        j += 1
    length = length_by(r, j)
    if length is not None:
        return counted_from(r, i, length, 1 if word.startswith("بعد") else -1)
    alone = word == "قبل" and r.at(j - 1) == "ذلك" and r.at(j)[:2] != "ال" and r.tense(i) != "future"
    if not alone:
        return None
    return Found(i, j, "reference", "DATE", "PAST_REF", None, None, "reference", anchor="none", reason="vague")


def length_by(r: Reader, j: int) -> Length | None:
    """A counted length behind ب at token ``j``: بيومين, بثلاثة أيام."""
    entry = r.lexicon.units.get(r.at(j))
    length = None
    if entry is not None and entry[0] and r.words[j][0] == "ب":
        length = counted_by_itself(r, j, entry[1], bare=True)
    elif r.at(j) == "ب" or r.prefix(j):
        length = length_at(r, j + (r.at(j) == "ب"), bare=False)
    return length if length is not None and not length.vague else None


#: Hours after which another day may have begun.
_HALF_DAY = 12


def counted_from(r: Reader, i: int, length: Length, sign: int) -> Found:
    """The day, month or year that lies ``length`` after (1) or before (-1) the date before token ``i``; some minutes or
    hours, fewer than half a day, leave its day."""
    before = r.antecedent(i)
    plain = duration_found(r, i, length)._replace(reason="no_antecedent")
    if before is None or before.start is None or before.end is None:
        return plain
    if length.unit in "smH":
        if before.start != before.end or (length.unit == "H" and length.counts[0][0] >= _HALF_DAY):
            return plain
        day = before.start.isoformat()
        return Found(i, length.stop, "anaphora", "DATE", day, before.start, before.end, "day", anchor="document")
    return moved_by(r, i, before.end if sign > 0 else before.start, length, sign, "document")


def moved_by(r: Reader, i: int, base: date, length: Length, sign: int, anchor: str) -> Found:
    """The day, month or year ``length`` after (1) or before (-1) the day ``base``."""
    target = calendar.shifted(base, sign * int(length.counts[0][0]), length.unit)
    period = calendar.period_of(target, length.unit) if target else None
    if period is None:
        return duration_found(r, i, length)._replace(reason="out_of_calendar")
    value = calendar.value_of(period, length.unit)
    return Found(i, length.stop, "anaphora", "DATE", value, *period, GRAINS[length.unit], anchor=anchor)
