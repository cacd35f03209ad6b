"""Decades and centuries by number, eras by name, and the parts and edges of long periods."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates import calendar
from etl.dates.lengths import definite_count, length_at
from etl.dates.lexicon import Era, Shift, lexicon
from etl.dates.months import read_month
from etl.dates.periods import fiscal_found, read_bare_year, read_demonstrative, read_unit, this_period
from etl.dates.reader import Found, Reader
from etl.dates.years import Year, before_christ, shift_at, shifted_year, year_by_word, year_number
from etl.numbers.exact import Exact


def read_named_era(r: Reader, i: int) -> Found | None:
    """العصور الوسطى, العهد العثماني."""
    hit = r.lexicon.eras.at(r.words, i) if i < r.limit else None
    if hit is None or hit[0] > r.limit:
        return None
    assert isinstance(hit[1], Era)
    start, end = date(hit[1].first, 1, 1), date(hit[1].last, 12, 31)
    value = f"{hit[1].first:04}/{hit[1].last:04}"
    return Found(i, hit[0], "named_era", "DATE", value, start, end, "century")


def read_decade(r: Reader, i: int) -> Found | None:
    """التسعينيات, ثمانينيات القرن الماضي, الستينات من القرن العشرين; not ages (في الستينيات من عمره)."""
    entry = r.lexicon.decades.get(r.at(i))
    if entry is None:
        return None
    stop, century = i + 1, 1900
    if r.at(stop) == "من":
        stop += 1
    if r.at(stop) in r.lexicon.words["not_after_decade"]:
        return None
    if r.at(stop) in ("القرن", "قرن"):
        found = read_unit(r, stop)
        if found is None or found.start is None:
            return None
        century, stop = found.start.year // 100 * 100, found.stop
    elif not r.words[i].lstrip("وفبل").startswith("ال") and not r.words[i].startswith("ال"):
        return None
    else:
        stop = i + 1
    first = century + entry[1] * 10
    period = calendar.decade(first)
    assert period is not None
    return Found(i, stop, "decade", "DATE", str(first)[:3], *period, "decade")


def read_nth_decade(r: Reader, i: int) -> Found | None:
    """العقد الأول من القرن الحالي, العقد الأخير من القرن الماضي, العقدين السادس والسابع من القرن العشرين."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or entry[1].code != "X" or not entry[1].definite or entry[1].number == "plural":
        return None
    nth = _ordinals(r, i + 1, entry[1].number == "dual")
    if nth is None or r.at(nth[0]) != "من":
        return None
    century = read_unit(r, nth[0] + 1)
    if century is None or century.grain != "century" or century.start is None or century.hijri:
        return None
    tens = [century.start.year // 100 * 100 + (90 if n < 0 else 10 * (n - 1)) for n in (nth[1], nth[2])]
    return _spanned(i, century.stop, "decade", tens[0], tens[1], 10)


def read_centuries(r: Reader, i: int) -> Found | None:
    """القرنين السابع عشر والثامن عشر; الألفية الثالثة."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is not None and entry[1].code == "C" and entry[1].definite and entry[1].number == "dual":
        nth = _ordinals(r, i + 1, True)
        return _spanned(i, nth[0], "century", (nth[1] - 1) * 100, (nth[2] - 1) * 100, 100) if nth else None
    number = r.lexicon.ordinals.get(r.at(i + 1), 0) if r.at(i) in r.lexicon.words["millennium"] else 0
    if number <= 0 or before_christ(r, i + 2) > i + 2:
        return None
    period = calendar.years(max(1, (number - 1) * 1000), 1000)
    return Found(i, i + 2, "millennium", "DATE", str(number - 1), *period, "century") if period else None


def _ordinals(r: Reader, j: int, two: bool) -> tuple[int, int, int] | None:
    """End, first and last of one definite ordinal at token ``j``, or of two joined by و; the last of all is -1."""
    first = _ordinal(r, j)
    if first is None or not two:
        return (first[0], first[1], first[1]) if first else None
    second = _ordinal(r, first[0] + (r.at(first[0]) == "و"))
    return (second[0], first[1], second[1]) if second and 0 < first[1] < second[1] else None


def _ordinal(r: Reader, j: int) -> tuple[int, int] | None:
    j += r.at(j) == "ال"
    number = r.number(j)
    if number is not None and number.form in ("ordinal", "digits") and number.low == number.high:
        return (number.stop, int(number.low)) if 1 <= number.low <= 22 else None
    known = r.lexicon.ordinals.get(r.at(j)) if r.at(j)[:2] == "ال" else None
    return (j + 1, known) if known is not None else None


def _spanned(first: int, stop: int, grain: str, early: int, late: int, size: int) -> Found | None:
    """The decades or centuries that begin in the years ``early`` to ``late``."""
    one, last = calendar.years(max(1, early), size), calendar.years(max(1, late), size)
    if one is None or last is None:
        return None
    ends = [f"{year:04}"[: 3 if size == 10 else 2] for year in (early, late)]
    value = ends[0] if early == late else "/".join(ends)
    return Found(first, stop, grain, "DATE", value, one[0], last[1], grain)


def read_edge(r: Reader, i: int) -> Found | None:
    """The first or last units of a longer period: الأشهر التسعة الأولى من عام 2019, العشر الأواخر من رمضان, أول شهرين
    من العام, الأسابيع الأولى من الحرب only where what follows is a period."""
    sign = {"اول": 1, "اخر": -1}.get(r.at(i), 0)
    if sign:
        length = length_at(r, i + 1, bare=False)
        if length is None or length.vague or len(length.counts) > 1:
            return None
        count, code, j = length.counts[0][0], length.unit, length.stop
    else:
        unit = _counted_unit(r, i)
        if unit is None or r.at(unit[2]) not in r.lexicon.edges:
            return None
        count, code, j = unit
        sign, j = r.lexicon.edges[r.at(j)], j + 1
    if r.at(j) not in ("من", "في") or code in "smH":
        return None
    whole = _whole(r, j + 1)
    if whole is None or whole.start is None or whole.end is None or whole.timex != "DATE":
        return None
    if not count:
        name = "start" if sign > 0 else "end"
        start, end = calendar.third((whole.start, whole.end), name)
        return whole._replace(first=i, rule="part_of_period", start=start, end=end, modifier=name)
    return _edge(i, whole, count, code, sign)


def _edge(first: int, whole: Found, count: Exact, code: str, sign: int) -> Found | None:
    assert whole.start is not None and whole.end is not None
    steps = int(count)
    if sign > 0:
        start, after = whole.start, calendar.shifted(whole.start, steps, code)
    else:
        after = whole.end + timedelta(1)
        start = calendar.shifted(after, -steps, code) or whole.end
    end = after - timedelta(1) if after else None
    if end is None or start < whole.start or end > whole.end or steps != count:
        return None
    unit = "D" if whole.hijri or code == "W" else code
    ends = [calendar.value_of((day, day), unit) for day in (start, end)]
    value = "/".join(dict.fromkeys(ends))
    grain = {"D": "day", "W": "week", "M": "month", "Y": "year", "X": "decade"}[code]
    return whole._replace(first=first, rule="edge_of_period", value=value, start=start, end=end, grain=grain)


def _counted_unit(r: Reader, i: int) -> tuple[Exact, str, int] | None:
    """Count (0 where vague), unit and end of a definite unit with its count: الأشهر التسعة, العشر (days), الشهرين."""
    if r.at(i) in r.lexicon.words["ten_days"]:
        return 10, "D", i + 1
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or not entry[1].definite or entry[1].number not in ("dual", "plural") or entry[1].code in "C":
        return None
    if entry[1].number == "dual":
        return 2, entry[1].code, i + 1
    stop, count = definite_count(r, i + 1)
    return count or 0, entry[1].code, stop


def _whole(r: Reader, j: int) -> Found | None:
    """The month, year, decade or century at token ``j``; the plain الشهر or العام is that of publication."""
    for rule in (read_month, read_unit, read_demonstrative, read_decade, read_bare_year):
        found = rule(r, j)
        if found is not None:
            return found if found.hijri or (found.grain in _LONG and "/" not in (found.value or "")) else None
    return this_period(r, j)


_LONG = frozenset({"month", "year", "decade", "century"})


def read_fraction_of_year(r: Reader, i: int) -> Found | None:
    """الربع الأول من 2016, النصف الثاني من العام الماضي, النصف الأول من مايو, النصف الثاني من القرن العشرين, الربعين
    الأول والثاني من العام, الأرباع الثلاثة الأولى من 2016."""
    entry = r.lexicon.year_parts.get(r.at(i))
    if entry is None:
        return None
    size = entry[1]
    parts = 12 // size
    named = _named_parts(r, i, parts)
    if named is None:
        return _shifted_quarter(r, i) if size == 3 else None
    stop, ordinal, last = named
    if last > parts:
        return None
    j = stop + (r.at(stop) in ("من", "ل", "في"))
    if j > stop and ordinal == last:
        whole = _whole(r, j)
        if whole is not None and whole.grain in ("month", "decade", "century") and whole.start and whole.end:
            return _fraction(i, whole, ordinal, parts)
    year = _year_of_part(r, i, j, j > stop)
    if year is None and size == 3 and ordinal == last and j == stop and r.published:
        led = r.at(i - 1) in _QUARTER_LEADS and r.at(stop) not in _NO_QUARTER
        return _bare_quarter(i, ordinal, r.published) if led else None
    if year is None or year.hijri:
        return None
    code, rule = {3: ("-Q", "quarter"), 6: ("-H", "half_year")}.get(size, ("", "third_of_year"))
    if year.fiscal:
        return fiscal_found(i, year, f"{code}{ordinal}", "quarter") if code and ordinal == last else None
    early, late = (calendar.quarter(year.number, n, size) for n in (ordinal, last))
    if early is None or late is None:
        return None
    ends = dict.fromkeys(f"{year.number}{code}{n}" for n in (ordinal, last))
    value = "/".join(ends) if code else f"{early[0]}/{late[1]}"
    return Found(i, year.stop, rule, "DATE", value, early[0], late[1], "quarter", anchor=year.anchor)


def _named_parts(r: Reader, i: int, parts: int) -> tuple[int, int, int] | None:
    """End, first and last of the parts of a year that their word at token ``i`` and the ordinals behind it name."""
    if r.at(i).endswith("الارباع"):
        stop, count = definite_count(r, i + 1)
        sign = r.lexicon.edges.get(r.at(stop), 0)
        if not sign or count is None or not 1 < count < parts:
            return None
        return (stop + 1, 1, int(count)) if sign > 0 else (stop + 1, parts - int(count) + 1, parts)
    first = _named_part(r.at(i + 1), parts)
    if first is None:
        return None
    if not r.at(i).endswith(_TWO_QUARTERS):
        return i + 2, first, first
    apart = r.at(i + 2) == "و"
    last = _named_part(r.at(i + 3) if apart else r.at(i + 2).removeprefix("و"), parts)
    return (i + 3 + apart, first, last) if last is not None and first < last else None


def _named_part(word: str, parts: int) -> int | None:
    """Which of so many parts an ordinal says; الأخير is the last."""
    ordinal = lexicon().quarters.get(word)
    return parts if ordinal == -1 else ordinal


def _year_of_part(r: Reader, i: int, j: int, linked: bool) -> Year | None:
    """The year at token ``j`` that the part at token ``i`` belongs to."""
    year = year_by_word(r, j) or (year_number(r, j, after_word=False) if linked else None)
    if year is not None or not linked:
        return year
    anchor = r.pointed(j)
    if anchor is not None and r.at(j + 1) in r.lexicon.year_words:
        return shifted_year(r, i, j + 2, Shift(0, anchor), False)
    if r.at(j) in ("العام", "السنه", "عام") and r.published and shift_at(r, j + 1) is None:
        return Year(j + 1, r.published.year, False, "published_on")
    return None


_TWO_QUARTERS = ("الربعين", "الربعان")
#: What leads in a quarter that no year follows: في الربع الأول; and what then tells that it is one of something else.
_QUARTER_LEADS = frozenset({"في", "وفي", "خلال", "منذ", "بنهايه", "نهايه", "بدايه", "مطلع"})
_NO_QUARTER = frozenset({"النهائي", "من", "ل"})


def _bare_quarter(i: int, ordinal: int, published: date) -> Found | None:
    """The last quarter of that number that has begun."""
    year = published.year - (3 * ordinal - 2 > published.month)
    return _quarter(i, i + 2, year, ordinal)


def _shifted_quarter(r: Reader, i: int) -> Found | None:
    """الربع الماضي, الربع المقبل, الربعين المقبلين; الربع السابق before the quarter told last."""
    shift = shift_at(r, i + 1)
    both = r.at(i).endswith(_TWO_QUARTERS)
    base = r.published
    if shift is not None and shift[1].anchor == "document":
        before = r.antecedent(i)
        base = before.start if before is not None and before.rule == "quarter" else None
    if shift is None or base is None or (both and not shift[1].steps):
        return None
    first = base.year * 4 + (base.month - 1) // 3 + shift[1].steps
    near = _quarter(i, shift[0], first // 4, first % 4 + 1, shift[1].anchor)
    if near is None or not both:
        return near
    onward = shift[1].steps > 0
    far = first + (1 if onward else -1)
    other = _quarter(i, shift[0], far // 4, far % 4 + 1, shift[1].anchor)
    if other is None:
        return near
    early, late = (near, other) if onward else (other, near)
    return early._replace(value=f"{early.value}/{late.value}", end=late.end)


def _quarter(i: int, stop: int, year: int, ordinal: int, anchor: str = "published_on") -> Found | None:
    span = calendar.quarter(year, ordinal)
    value = f"{year}-Q{ordinal}"
    return Found(i, stop, "quarter", "DATE", value, *span, "quarter", anchor=anchor) if span else None


def _fraction(first: int, whole: Found, ordinal: int, parts: int) -> Found | None:
    """The ``ordinal``-th of ``parts`` of a month, in days (the first half ends on the 15th), or of an era, in years."""
    assert whole.start is not None and whole.end is not None
    if whole.grain == "month":
        cuts = [whole.start + timedelta(n * 30 // parts) for n in range(parts)] + [whole.end + timedelta(1)]
        rule = "half_month" if parts == 2 else "part_of_month"
    else:
        years = (whole.end.year - whole.start.year + 1) / parts
        cuts = [date(whole.start.year + round(n * years), 1, 1) for n in range(parts)] + [whole.end + timedelta(1)]
        rule = "part_of_era"
    start, end = cuts[ordinal - 1], cuts[ordinal] - timedelta(1)
    value = f"{start}/{end}" if whole.grain == "month" else f"{start.year:04}/{end.year:04}"
    return whole._replace(first=first, rule=rule, value=value, start=start, end=end)
