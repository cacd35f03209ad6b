"""Seasons of the year."""

from __future__ import annotations

from etl.dates import calendar
from etl.dates.reader import NO_DAY, Found, Reader
from etl.dates.years import shift_at, year_after


def season_found(r: Reader, first: int, stop: int, code: str, year: int | None, anchor: str) -> Found:
    period = calendar.season(year, code) if year is not None else None
    value = f"{year:04}-{code}" if year is not None else f"XXXX-{code}"
    start, end = period or (None, None)
    reason = None if period else NO_DAY
    return Found(
        first, stop, "season", "DATE", value, start, end, "quarter", anchor=anchor if period else "none", reason=reason
    )


def read_season(r: Reader, i: int) -> Found | None:
    """صيف 2014, صيف العام الماضي, الشتاء المقبل."""
    entry = r.lexicon.seasons.get(r.at(i))
    if entry is None:
        return None
    code, word = entry[1], r.words[i]
    if "ال" in word[:4] or "لل" in word[:3]:
        shift = shift_at(r, i + 1)
        if shift is None and r.at(i - 1) == "فصل":  # the season of any year
            return season_found(r, i - 1, i + 1, code, None, "none")._replace(reason="vague")
        ahead = r.at(i - 1) == "بحلول" or (r.at(i - 1) == "من" and r.at(i - 2) in _FROM)
        if shift is None and ahead and r.published is not None:  # اعتبارا من الخريف
            return season_found(r, i, i + 1, code, _shifted_season(r, code, 0), "published_on")
        if shift is None or shift[1].anchor == "document" or r.published is None:
            return None
        return season_found(r, i, shift[0], code, _shifted_season(r, code, shift[1].steps), "published_on")
    year = year_after(r, i + 1)
    if year is None or year.hijri or not (year.anchor != "absolute" or year.number >= 1700):
        return None
    other = r.digits(year.stop + 1) if r.at(year.stop) in ("-", "/", "–") else None
    if code == "WI" and other in (year.number + 1, (year.number + 1) % 100):  # شتاء 1941-1942
        return season_found(r, i, year.stop + 2, code, year.number + 1, year.anchor)
    return season_found(r, i, year.stop, code, year.number, year.anchor)


_FROM = frozenset({"اعتبارا", "ابتداء", "بدءا", "انطلاقا"})


def _shifted_season(r: Reader, code: str, steps: int) -> int:
    """The year of the last season over (-1), of the next to begin (1), or of the one that is not over yet."""
    published = r.published
    assert published is not None
    years = range(published.year - 3, published.year + 4)
    spans = [(n, calendar.season(n, code)) for n in years]
    if steps < 0:
        over = [n for n, span in spans if span and span[1] < published]
        return over[steps]
    if steps > 0:
        return [n for n, span in spans if span and span[0] > published][steps - 1]
    return next(n for n, span in spans if span and span[1] >= published)
