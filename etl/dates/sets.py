"""How often something is: every Thursday, daily at nine, every three days, twice a week."""

from __future__ import annotations

from etl.dates.clock import HOUR_WORDS, hour_stamp
from etl.dates.lengths import GRAINS, Length, length_at
from etl.dates.lexicon import Part
from etl.dates.monthdays import day_number
from etl.dates.reader import Found, Reader


def read_set(r: Reader, i: int) -> Found | None:
    """How often: كل خميس, كل عام, كل ثلاثة أيام, كل ثاني أسبوع, يوميا, أيام الجمعة من كل أسبوع; with its hour."""
    found = _adverb(r, i) or _every(r, i) or _weekdays(r, i)
    return _at_hour(r, found) if found is not None else None


def _adverb(r: Reader, i: int) -> Found | None:
    """يوميا, بشكل سنوي, على أساس شهري."""
    part = r.lexicon.unit_fractions.get(r.at(i))
    if part is not None:  # نصف سنوي, ربع سنوية
        yearly = r.lexicon.each_adjectives.get(r.at(i + 1)) == "P1Y" or r.lexicon.each_adverbs.get(r.at(i + 1)) == "P1Y"
        return _set(i, i + 2, Length(i + 2, ((part, "Y"),)).value) if yearly else None
    value = r.lexicon.each_adverbs.get(r.at(i))
    if value is not None:
        return _set(i, i + 1, value)
    if r.at(i) in r.lexicon.words["manner"]:
        value = r.lexicon.each_adjectives.get(r.at(i + 1))
        return _set(i, i + 2, value) if value is not None else None
    return None


def read_each_adjective(r: Reader, i: int) -> Found | None:
    """التقرير السنوي, زيارات أسبوعية: how often that is which the adjective stands behind; not an anniversary."""
    before = r.at(i - 1)
    if not before[:1].isalpha() or before in r.lexicon.words["not_before_each"]:
        return None
    return _set(i, i + 1, r.lexicon.set_adjectives[r.at(i)])


def _every(r: Reader, i: int) -> Found | None:
    every = r.lexicon.words["every"]
    if r.at(i) not in every and r.at(i)[1:] not in every:
        return None
    j = i + 1
    nth = r.lexicon.ordinals.get(r.at(j), 0)
    if nth > 1 and not r.at(j).startswith("ال"):
        return _every_nth(r, i, j + 1, nth)
    unit = r.lexicon.units.get(r.at(j))
    day = unit is not None and unit[1].code == "D" and unit[1].number == "singular"
    weekday = r.lexicon.weekdays.get(r.at(j + day))
    if weekday is not None and not weekday[0]:
        listed = r.at(j + 1)[:1] == "و" and r.at(j + 1)[1:] in r.lexicon.weekdays
        timed = r.at(j + 1) in HOUR_WORDS or r.at(j + 1) in r.lexicon.words["clock_leads"]
        if day or listed or timed or r.at(j) not in ("احد", "اثنين"):  # everyone, every two
            return _set(i, j + day + 1, _weekly(weekday[1].iso))
    part = r.lexicon.parts.at(r.words, j) if j < r.limit else None
    if part is not None and part[0] == j + 1 and isinstance(part[1], Part) and part[1].kind != "adverb":
        weekday = r.lexicon.weekdays.get(r.at(j + 1))
        if weekday is not None:
            return _set(i, j + 2, f"{_weekly(weekday[1].iso)}T{part[1].code}")
        return _set(i, j + 1, f"XXXX-XX-XXT{part[1].code}")
    season = r.lexicon.seasons.get(r.at(j))
    if season is not None and not r.at(j).startswith("ال"):
        return _set(i, j + 1, f"XXXX-{season[1]}")
    if unit is not None and (unit[0] or unit[1].definite or unit[1].code == "X"):
        return None
    length = length_at(r, j, bare=True)
    if length is None or length.vague:
        return None
    return _set(i, length.stop, length.value)


def _every_nth(r: Reader, i: int, j: int, nth: int) -> Found | None:
    """كل ثاني أسبوع, كل ثالث يوم."""
    unit = r.lexicon.units.get(r.at(j))
    if unit is None or unit[1].number != "singular" or unit[1].definite or unit[1].code not in "DWMY":
        return None
    return _set(i, j + 1, f"P{nth}{unit[1].code}")


def _weekdays(r: Reader, i: int) -> Found | None:
    """أيام الجمعة, أيام السبت من كل أسبوع, and the first of several days of a week: يومي السبت والأحد أسبوعيا."""
    unit = r.lexicon.units.get(r.at(i))
    if unit is None or unit[1].code != "D" or unit[1].number not in ("plural", "construct") or unit[1].definite:
        return None
    weekday = r.lexicon.weekdays.get(r.at(i + 1))
    if weekday is None or weekday[0] or weekday[1].bare:
        return None
    last = _end_of_list(r, i + 1)
    week = _end_of_week(r, last)
    if last > i + 2:
        return _set(i, i + 2, _weekly(weekday[1].iso)) if week > last else None
    return _set(i, week, _weekly(weekday[1].iso)) if unit[1].number == "plural" or week > last else None


def read_listed_weekday(r: Reader, i: int) -> Found | None:
    """A further weekday of a set: (كل ثلاثاء) وخميس, (أيام الثلاثاء) والخميس من كل أسبوع."""
    first = _begin_of_list(r, i)
    weekday = r.lexicon.weekdays[r.at(i)]
    if first == i:
        return None
    day = r.at(first - 1) == "يوم"
    every = r.at(first - 1 - day) in r.lexicon.words["every"] and r.lexicon.weekdays[r.at(first)][1].bare
    if every and not weekday[1].bare:
        return None
    if not every and read_set(r, first - 1) is None:
        return None
    return _at_hour(r, _set(i, _end_of_week(r, i + 1), _weekly(weekday[1].iso)))


def _end_of_list(r: Reader, i: int) -> int:
    """Position after the weekdays joined to the one at token ``i``."""
    stop = i + 1
    while True:
        link = r.at(stop) in _LINKS
        weekday = r.lexicon.weekdays.get(r.at(stop + link))
        if weekday is None or not (link or (weekday[0] and r.at(stop)[0] == "و")):
            return stop
        stop += link + 1


def _begin_of_list(r: Reader, i: int) -> int:
    """Token of the first of the weekdays that the one at token ``i`` is joined to."""
    while True:
        link = r.at(i - 1) in _LINKS
        joined = link or (r.lexicon.weekdays[r.at(i)][0] and r.at(i)[0] == "و")
        if not joined or r.at(i - 1 - link) not in r.lexicon.weekdays:
            return i
        i -= link + 1


_LINKS = frozenset({"و", "،", ","})


def _end_of_week(r: Reader, stop: int) -> int:
    """Position after من كل أسبوع or أسبوعيا at token ``stop``, which is ``stop`` where neither stands there."""
    if r.lexicon.each_adverbs.get(r.at(stop)) == "P1W":
        return stop + 1
    j = stop + (r.at(stop) == "من")
    return j + 2 if r.at(j) in r.lexicon.words["every"] and r.at(j + 1) == "اسبوع" else stop


def _weekly(iso: int) -> str:
    return f"XXXX-WXX-{iso}"


def read_day_of_each(r: Reader, i: int) -> Found | None:
    """A day of every month: أول خميس من كل شهر, الأحد الأخير من كل شهر, يوم 25 من كل شهر, اليوم الخامس من كل شهر."""
    if r.lexicon.words["every"].isdisjoint(r.words[i + 1 : i + 6]):
        return None
    day = r.at(i).endswith(("يوم", "اليوم")) and r.at(i + 1) not in r.lexicon.weekdays
    number, j = day_number(r, i + day), i + 1
    weekday = r.lexicon.weekdays.get(r.at(j + (r.at(j) == "يوم")))
    if r.at(i) in r.lexicon.ordinals and weekday is not None and not weekday[0]:
        j, value = j + (r.at(j) == "يوم") + 1, "P1M"
    elif r.at(i) in r.lexicon.weekdays and r.at(j) in r.lexicon.ordinals:
        j, value = j + 1, "P1M"
    elif number is not None:
        j, value = number.stop, f"XXXX-XX-{number.number:02}"
    else:
        return None
    monthly = r.at(j) == "من" and r.at(j + 1) in r.lexicon.words["every"] and r.at(j + 2) == "شهر"
    return _set(i, j + 3, value) if monthly else None


#: No count of times has more tokens.
_COUNT = 4


def read_frequency(r: Reader, i: int) -> Found | None:
    """How many times in which period: مرتين في الأسبوع, مرة واحدة كل شهر, ثلاث مرات سنويا."""
    j = i + 1 + (r.at(i + 1) in r.lexicon.words["one"])
    counts = (k for k in range(max(0, i - _COUNT), i) if (number := r.number(k)) is not None and number.stop == i)
    first = next(counts, i)  # خمس عشرة مرة
    often = read_set(r, j)
    if often is not None:
        return often._replace(first=first)
    j += r.at(j) in ("في", "ب")
    unit = r.lexicon.units.get(r.at(j))
    if unit is None or not unit[1].definite or unit[1].number != "singular" or unit[1].code not in "HDWMY":
        return None
    if not (unit[0] or r.at(j - 1) in ("في", "ب")) or r.at(j + 1) in r.lexicon.shifts or r.at(j + 1)[:2] == "ال":
        return None
    return _set(first, j + 1, f"PT1{unit[1].code}" if unit[1].code == "H" else f"P1{unit[1].code}")


def read_part_of_each(r: Reader, i: int) -> Found | None:
    """صباح كل يوم, مساء كل خميس."""
    if r.at(i + 1) not in r.lexicon.words["every"]:
        return None
    part = r.lexicon.parts.at(r.words, i)
    if part is None or not isinstance(part[1], Part) or part[1].kind == "adverb":
        return None
    found = _every(r, part[0])
    if found is None or found.value is None:
        return None
    if found.value == "P1D":
        return _set(i, found.stop, f"XXXX-XX-XXT{part[1].code}")
    return _set(i, found.stop, f"{found.value}T{part[1].code}") if len(found.value) == len(_weekly(1)) else None


def _at_hour(r: Reader, found: Found) -> Found:
    """A daily or weekly set with its hour: يوميا الساعة التاسعة, كل خميس عند الثامنة مساء."""
    day = {"P1D": "XXXX-XX-XX"}.get(found.value or "", found.value or "")
    if "T" in day or not day.startswith("XXXX-") or len(day) != 10:
        return found
    hour = hour_stamp(r, found.stop)
    if hour is None:
        return found
    value = "/".join(f"{day}T{stamp}" for stamp in hour[1][1:].split("/T"))
    return found._replace(stop=hour[0], value=value, grain="hour")


def _set(i: int, stop: int, value: str) -> Found:
    if value[0] == "P":
        grain = "minute" if value[:2] == "PT" and value[-1] == "M" else GRAINS.get(value[-1], "day")
    else:
        monthly = "month" if value.startswith("XXXX-XX-") else "quarter"
        grain = "part_of_day" if "T" in value else "week" if value.startswith("XXXX-W") else monthly
    return Found(i, stop, "set", "SET", value, None, None, grain, anchor="none")
