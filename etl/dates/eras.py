"""Decades, and quarters and halves of a year."""

from __future__ import annotations

from datetime import timedelta

from etl.dates import calendar
from etl.dates.calendar import Period
from etl.dates.months import read_month
from etl.dates.periods import read_demonstrative, read_unit
from etl.dates.reader import Found, Reader
from etl.dates.years import Year, year_by_word, year_number


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
    """العقد الأول من القرن الحالي, العقد الأخير من القرن الماضي."""
    entry = r.lexicon.units.get(r.at(i))
    ordinal = r.lexicon.ordinals.get(r.at(i + 1))
    if entry is None or entry[1].code != "X" or not entry[1].definite or ordinal is None or r.at(i + 2) != "من":
        return None
    century = read_unit(r, i + 3)
    if century is None or century.grain != "century" or century.start is None:
        return None
    first = century.start.year + (90 if ordinal < 0 else 10 * (ordinal - 1))
    period = calendar.decade(first)
    return Found(i, century.stop, "decade", "DATE", f"{first:04}"[:3], *period, "decade") if period else None


def read_fraction_of_year(r: Reader, i: int) -> Found | None:
    """الربع الأول من 2016, النصف الثاني من العام الماضي, النصف الأول من مايو."""
    entry = r.lexicon.year_parts.get(r.at(i))
    ordinal = r.lexicon.quarters.get(r.at(i + 1))
    if entry is None or ordinal is None or ordinal * entry[1] > 12:
        return None
    size = entry[1]
    j = i + 2 + (r.at(i + 2) in ("من", "ل", "في"))
    if size == 6 and j > i + 2:
        month = read_month(r, j) or read_unit(r, j) or read_demonstrative(r, j)
        if month is not None and month.grain == "month" and month.start and month.end:
            half = month.start + timedelta(14)
            period = (month.start, half) if ordinal == 1 else (half + timedelta(1), month.end)
            return Found(
                i, month.stop, "half_month", "DATE", f"{period[0]}/{period[1]}", *period, "month", anchor=month.anchor
            )
    year = year_by_word(r, j) or (year_number(r, j, after_word=False) if j > i + 2 else None)
    if year is None and r.at(j) in ("العام", "السنه", "عام") and r.published and (j > i + 2):
        year = Year(j + 1, r.published.year, False, "published_on")
    if year is None and r.at(j) in ("هذا", "هذه") and r.at(j + 1) in r.lexicon.year_words and r.published:
        year = Year(j + 2, r.published.year, False, "published_on")
    if year is None or year.hijri:
        return None
    span: Period | None = calendar.quarter(year.number, ordinal, size)
    if span is None:
        return None
    code = {3: f"{year.number}-Q{ordinal}", 6: f"{year.number}-H{ordinal}"}.get(size, f"{span[0]}/{span[1]}")
    rule = {3: "quarter", 6: "half_year"}.get(size, "third_of_year")
    return Found(i, year.stop, rule, "DATE", code, *span, "quarter", anchor=year.anchor)
