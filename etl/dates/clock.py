"""Hours, with the part of the day, the zone and the day they belong to.

Hours are local to the text: a time zone belongs to the expression but changes no value.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from etl.dates.daytime import part_found, read_day, read_part, read_tonight
from etl.dates.lexicon import Part
from etl.dates.reader import BETWEEN, Found, Reader
from etl.numbers.lexicon import lexicon as number_words

#: The rule of an hour at the head of a line of a ticker (12:40 - وصلت القافلة): when the line was written.
LINE_HOUR = "line_hour"
_JOINERS = frozenset({"من", "في", "،", ",", "عند", "يوم"})


class Hour(NamedTuple):
    stop: int
    hour: int
    minute: int
    #: Said with minutes in digits, so on a 24-hour clock unless a part of the day follows.
    digital: bool


def _two_digits(r: Reader, i: int) -> bool:
    """Minutes or seconds in digits, right behind their separator."""
    word = r.at(i)
    return len(word) == 2 and word.isdecimal() and int(word) < 60 and r.touching(i)


def hour_at(r: Reader, i: int) -> Hour | None:
    """An hour at token ``i``: 15:30, 15,30, 3, الثالثة والنصف, خمسة إلا ثلث, 3 و15 دقيقة."""
    hour = r.digits(i)
    if hour is not None:
        if len(r.words[i]) == 4 and hour < 2400 and hour % 100 < 60 and _zone(r, i + 1) > i + 1:  # 1600 بتوقيت غرينتش
            return Hour(i + 1, hour // 100, hour % 100, True)
        if hour > 24 or len(r.words[i]) > 2:
            return None
        if _two_digits(r, i + 2) and r.at(i + 1) in (":", ".", ",", "٫", "،", "h") and r.touching(i + 1):
            seconds = r.at(i + 3) == ":" and r.touching(i + 3) and _two_digits(r, i + 4)
            return Hour(i + 5 if seconds else i + 3, hour % 24, int(r.words[i + 2]), True)
        stop = i + 1
    else:
        hit = r.lexicon.hours.at(r.words, i) if i < r.limit else None
        if hit is None or not isinstance(hit[1], int):
            return None
        stop, hour = hit[0], hit[1]
    return _minutes(r, stop, hour)


def _minutes(r: Reader, j: int, hour: int) -> Hour:
    """What follows the hour: والنصف, إلا ربعا, و15 دقيقة, وثماني عشرة دقيقة."""
    fractions = r.lexicon.fractions
    word = r.at(j)
    if word == "الا":
        minutes = fractions.get(r.at(j + 1))
        if minutes is not None:
            return Hour(j + 2, (hour - 1) % 24, 60 - minutes, False)
        stop, count = _counted_minutes(r, j + 1)
        return Hour(stop, (hour - 1) % 24, 60 - count, False) if count else Hour(j, hour, 0, False)
    if word[:1] == "و" and word[1:] in fractions:
        return Hour(j + 1, hour, fractions[word[1:]], False)
    if word == "و" and r.at(j + 1) in fractions:
        return Hour(j + 2, hour, fractions[r.at(j + 1)], False)
    if word == "والدقيقه" and 0 < (r.digits(j + 1) or 0) < 60:
        return Hour(j + 2, hour, int(r.words[j + 1]), False)
    k = j + 1 if word == "و" else j
    if word[:1] == "و":
        stop, count = _counted_minutes(r, k)
        if count:
            return Hour(stop, hour, count, False)
    return Hour(j, hour, 0, False)


def _counted_minutes(r: Reader, j: int) -> tuple[int, int]:
    """End and number of minutes counted at token ``j``, 0 where there are none."""
    number = r.number(j)
    stop, count = (number.stop, number.low) if number else (j + 1, float(r.digits(j) or 0))
    joined = number_words().get(r.at(j)) if number is None else None
    if joined is not None and joined.clitic == "و" and joined.role in ("ten", "unit"):  # الخامسة وخمسين دقيقة
        count = float(joined.value)
    unit = r.lexicon.units.get(r.at(stop))
    if unit is None or unit[1].code != "m" or not 0 < count < 60 or count != int(count):
        return j, 0
    return stop + 1, int(count)


def _on_clock(hour: Hour, code: str | None) -> int:
    """The hour of 24 that ``hour`` means in a part of the day."""
    h = hour.hour
    if code is None or h > 12:
        return h
    if code in ("AF", "EV") or (code == "MI" and h < 10):
        return h + 12 if h < 12 else h
    if code == "NI" and h >= 6:
        return (h + 12) % 24 if h == 12 else h + 12
    return 0 if h == 12 and code in ("NI", "LN", "DA", "00") else h


def read_clock(r: Reader, i: int) -> Found | None:
    """An hour with its part of the day, zone and day; two of them joined are a stretch."""
    j, named = i, False
    if r.at(i) in HOUR_WORDS:
        j, named = i + 1, True
    hour = hour_at(r, j)
    if hour is None:
        return None
    led = r.at(i - 1) in _RANGE_LEADS
    lacking = bool(hour.minute) and r.at(j + 1) == "الا"  # الثانية إلا عشر دقائق
    shown = named or lacking or _shows_hour(r, i, hour)
    if not shown and not led:
        return None
    until = _until(r, hour.stop, named or led, r.at(i - 1) in BETWEEN)
    linked = led and until is not None
    if not shown and not linked:
        return None
    if r.at(hour.stop) in r.lexicon.units and not hour.digital and r.digits(j) is not None:
        return None
    code, stop, day = _circumstances(r, until.stop if until else hour.stop)
    if not (day or code or named or hour.digital or lacking or (linked and r.fragment(i))):
        return None
    if until is not None:
        # In "from nine to eleven in the evening" the part of the day is that of both.
        shared = code if until.hour >= hour.hour and _on_clock(hour, code) <= _on_clock(until, code) else None
        return _hours(r, i - led, stop, hour, shared, until, code, day)
    late = _until(r, stop, led, r.at(i - 1) in BETWEEN)
    if late is not None:
        late_code, stop, other = _circumstances(r, late.stop)
        return _hours(r, i - led, stop, hour, code, late, late_code, other, day)
    base, anchor, reason = _day_of(r, i, day)
    grain = "minute" if hour.minute or hour.digital else "hour"
    value = _stamp(base, _on_clock(hour, code), hour.minute)
    rule = LINE_HOUR if not named and day is None and _heads_line(r, i) else "clock"
    return Found(i, stop, rule, "TIME", value, base, base, grain, anchor=anchor, reason=reason)


def _day_of(r: Reader, i: int, day: Found | None) -> tuple[date | None, str, str | None]:
    """Day, anchor and reason of an hour at token ``i``: those of its own ``day``, else of the one that it falls on."""
    return r.day_of_hour(i) if day is None else (day.start, day.anchor, day.reason)


def _hours(
    r: Reader, i: int, stop: int, first: Hour, first_code: str | None, last: Hour, last_code: str | None,
    last_day: Found | None, first_day: Found | None = None,
) -> Found:  # fmt: skip
    """From one hour to another; where the second is the earlier of the two, over midnight."""
    begin, end = _on_clock(first, first_code), _on_clock(last, last_code)
    base, anchor, reason = _day_of(r, i, last_day or first_day)
    start = until = base
    if base is not None and end < begin:
        start, until = (base - timedelta(1), base) if last_day is not None else (base, base + timedelta(1))
    value = f"{_stamp(start, begin, first.minute)}/{_stamp(until, end, last.minute)}"
    return Found(i, stop, "clock_range", "TIME", value, start, until, "hour", anchor=anchor, reason=reason)


HOUR_WORDS = frozenset({"الساعه", "بالساعه", "والساعه", "للساعه", "الساعتين"})


def _stamp(day: date | None, hour: int, minute: int) -> str:
    return f"{day}T{hour:02}:{minute:02}" if day else f"T{hour:02}:{minute:02}"


def _shows_hour(r: Reader, i: int, hour: Hour) -> bool:
    """Whether what stands around an hour without the word for it says that it is one."""
    return (hour.digital or not r.is_plain(hour.stop)) and _bare_hour(r, i, hour)


def _bare_hour(r: Reader, i: int, hour: Hour) -> bool:
    """Whether an hour without the word for it has another sign: minutes and a colon, a part of the day, a zone."""
    after = r.at(hour.stop)
    zone = _zone(r, hour.stop) > hour.stop
    if hour.digital:
        if zone or _adverb(r, hour.stop) is not None or _heads_line(r, i):
            return True
        before = r.at(i - 1)
        if r.at(i + 1) != ":" or after in (":", "/") or before in (":", "/", "-"):
            return False
        if after == "-" and (other := hour_at(r, hour.stop + 1)) is not None and not other.digital:
            return False
        leads = r.lexicon.words["clock_leads"]
        return before in leads or before in _TIME_LEADS or r.fragment(i)
    if read_tonight(r, hour.stop) is not None or _of_part(r, hour.stop):
        return True
    led = r.at(i - 1) in r.lexicon.words["clock_leads"] or r.at(i - 1) in ("في", "وفي")
    if led and read_part(r, hour.stop) is not None:
        return True
    if r.digits(i) is not None:
        return (zone or _adverb(r, hour.stop) is not None) and r.at(i - 1) not in (":", ".", "/", "-")
    definite = r.words[i].startswith("ال") or r.words[i][1:3] == "ال"
    return _adverb(r, hour.stop) is not None and (definite or r.fragment(i))


def _heads_line(r: Reader, i: int) -> bool:
    return r.at(i + 1) == ":" and r.opens_line(i)


def _of_part(r: Reader, j: int) -> bool:
    """من صباح السبت after an hour."""
    return r.at(j) == "من" and j + 1 < r.limit and r.lexicon.parts.at(r.words, j + 1) is not None


_TIME_LEADS = frozenset({"عند", "في", "بين", "الي"})


#: Words before the first of two hours.
_RANGE_LEADS = BETWEEN | {"من", "ومن"}
_UNTIL = frozenset({"الي", "حتي", "وحتي", "والي", "-", "–"})


def _until(r: Reader, j: int, led: bool = False, between: bool = False) -> Hour | None:
    """The second of two hours behind the first: إلى الخامسة, وحتى الساعة 11, للسابعة; after بين also والخامسة. Where a
    word leads the pair in (``led``) the second may be a bare number."""
    word = r.at(j)
    if word == "و" and r.at(j + 1) in ("حتي", "الي"):
        j += 1
        word = r.at(j)
    if word in _UNTIL or (led and word == "لل") or (between and word == "و"):
        j += 1
    elif not ((led and word[:2] == "لل") or (between and word[:1] == "و")):
        return None
    k = j + (r.at(j) in HOUR_WORDS)
    hour = hour_at(r, k)
    if hour is None or (k == j and not hour.digital and r.digits(k) is not None and not (led and _ends_hour(r, hour))):
        return None
    return hour


def _ends_hour(r: Reader, hour: Hour) -> bool:
    """Whether what follows a bare number lets it be an hour: a part of the day, a day, or the end of the sentence."""
    word = r.at(hour.stop)
    return not word or not word[0].isalnum() or _adverb(r, hour.stop) is not None or read_part(r, hour.stop) is not None


def _adverb(r: Reader, j: int) -> tuple[int, Part] | None:
    """A part of the day that follows an hour or a day: صباحا, بعد الظهر, من مساء (with its day left to the caller)."""
    if r.at(j) == "في" and r.at(j + 1) == "الليل":
        return j + 2, Part("NI", "adverb")
    hit = r.lexicon.parts.at(r.words, j) if j < r.limit else None
    if hit is None or hit[0] > r.limit or not isinstance(hit[1], Part):
        mark = r.at(j)
        if mark in ("ص", "م") and r.at(j + 1) in ("", ".", "،", ",", ")", "(", "من", "يوم"):
            return j + 1, Part("MO" if mark == "ص" else "EV", "adverb")
        return None
    return (hit[0], hit[1]) if hit[1].kind != "head" and r.words[j][0] != "و" else None


def _zone(r: Reader, j: int) -> int:
    """End of a time zone at token ``j``: بالتوقيت المحلي, بتوقيت غرينتش, ت غ, (18,00 ت غ)."""
    if r.at(j) in r.lexicon.words["zones"]:
        k = j + 2
        return k + 1 if r.at(k) == "المكرمه" else k
    if r.at(j) == "ت" and r.at(j + 1) in ("غ", "م"):
        return j + 2
    if r.at(j) == "ت" and r.at(j + 1) == "." and r.at(j + 2) == "غ":
        return j + 3 + (r.at(j + 3) == ".")
    return j + 1 if r.at(j) in r.lexicon.words["gmt"] else j


def _circumstances(r: Reader, j: int) -> tuple[str | None, int, Found | None]:
    """Part of the day, end and day of what follows an hour, in any order."""
    code: str | None = None
    day: Found | None = None
    for _ in range(4):
        zone = _zone(r, j)
        if zone > j:
            j = zone
            continue
        if (r.at(j) == "(" and code is None) or r.at(j) == "(":
            other = hour_at(r, j + 1)
            end = _zone(r, other.stop) if other and other.digital else j
            if other and end > other.stop and r.at(end) == ")":
                j = end + 1
                continue
        k = j + (r.at(j) in _JOINERS)
        adverb = _adverb(r, k)
        if adverb is not None and code is None and (k == j or r.at(j) == "في"):
            j, code = adverb[0], adverb[1].code
            continue
        if day is None:
            part = read_part(r, k) or read_tonight(r, k)
            if part is not None and part.value and part.timex == "TIME":
                code, j = code or part.value[-2:], part.stop
                if part.start is not None:
                    day = part._replace(end=part.start)
                continue
            found = read_day(r, k)
            if found is not None and found.start == found.end:
                day, j = found, found.stop
                continue
        break
    return code, j, day


def hour_stamp(r: Reader, j: int) -> tuple[int, str] | None:
    """End and T value of an hour, or of two joined, that no day goes with, at token ``j`` or behind the word that leads
    it in."""
    j += r.at(j) in r.lexicon.words["clock_leads"] or r.at(j) == "في" or r.at(j) in _RANGE_LEADS
    hour = hour_at(r, j + (r.at(j) in HOUR_WORDS))
    found = read_clock(r, j) if hour is not None else None
    if found is None or found.value is None or found.start != r.day_of_hour(j)[0]:
        return None
    return found.stop, "/".join(stamp[stamp.index("T") :] for stamp in found.value.split("/"))


def with_time(r: Reader, day: Found) -> Found:
    """``day`` with the hour or part of the day after it: السبت صباحا, 14 فبراير 2010 15:25, الأحد الساعة 3 عصرا, and
    a part of the day with its hour: فجر السبت الساعة الثالثة."""
    j = day.stop
    part = day.value[-2:] if day.grain == "part_of_day" and day.value else None
    adverb = _adverb(r, j) if part is None else None
    if adverb is not None and not (r.words[j].endswith("ء") and _heads_day(r, adverb[0])):
        found = part_found(day.first, adverb[0], adverb[1].code, day.start, day.anchor, day.reason)
        return found._replace(hijri=day.hijri)
    k = j
    if r.at(k) == "t" and r.touching(k) and r.touching(k + 1):  # ISO 8601
        k += 1
    while r.at(k) in _JOINERS or r.at(k) in ("-", "تمام", "حوالي", "نحو"):
        k += 1
        if k - j > 2:
            return day
    hour = hour_at(r, k + (r.at(k) in HOUR_WORDS))
    if part is not None:
        return _hour_of_part(r, day, part, hour) if hour is not None and r.at(k) in HOUR_WORDS else day
    ranged = hour is not None and r.at(k - 1) in _RANGE_LEADS and _ranges(r, hour.stop)
    ranged = ranged or (r.at(k - 1) in r.lexicon.words["clock_leads"] and r.digits(k) is None)
    if k > j and r.at(k) not in HOUR_WORDS and r.digits(k) is None and not ranged:
        return day
    if hour is None or (r.at(k) not in HOUR_WORDS and not ranged and not (hour.digital and r.at(k + 1) == ":")):
        return day
    time = read_clock(r, k)
    day = _coming(r, day)
    if time is None and r.at(k) not in HOUR_WORDS:
        code, stop, _ = _circumstances(r, hour.stop)
        clock = _stamp(day.start, _on_clock(hour, code), hour.minute)
        return day._replace(stop=stop, rule="clock", timex="TIME", value=clock, grain="minute")
    if time is None or time.value is None or (time.start is not None and time.start != r.day_of_hour(k)[0]):
        return day
    stamps = [stamp[stamp.index("T") :] for stamp in time.value.split("/")]
    value = "/".join(f"{day.start}{stamp}" if day.start else stamp for stamp in stamps)
    return day._replace(stop=time.stop, rule="clock", timex="TIME", value=value, grain=time.grain)


def _ranges(r: Reader, j: int) -> bool:
    """Whether another hour follows the one that ends before token ``j``, behind its part of the day or at once."""
    adverb = _adverb(r, j)
    return _until(r, adverb[0] if adverb else j, True) is not None


def _coming(r: Reader, day: Found) -> Found:
    """A weekday with an hour that makes up its sentence is an appointment: the coming one."""
    if day.rule != "weekday" or day.start is None or r.published is None or day.start >= r.published:
        return day
    if not r.fragment(day.first):
        return day
    ahead = day.start + timedelta(7)
    return day._replace(start=ahead, end=ahead, value=ahead.isoformat())


def _hour_of_part(r: Reader, part: Found, code: str, hour: Hour) -> Found:
    stamp = _stamp(part.start, _on_clock(hour, code), hour.minute)
    grain = "minute" if hour.minute or hour.digital else "hour"
    again = _adverb(r, hour.stop)  # صباح السبت عند الساعة 8 صباحا
    stop = again[0] if again is not None and again[1].code == code else hour.stop
    return part._replace(stop=stop, rule="clock", value=stamp, end=part.start, grain=grain)


def _heads_day(r: Reader, j: int) -> bool:
    """Whether a day follows: in "السبت مساء الأحد" the evening is Sunday's."""
    return read_day(r, j) is not None
