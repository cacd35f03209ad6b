"""Stretches from one date to another."""

from __future__ import annotations

from datetime import timedelta

from etl.dates import calendar
from etl.dates.periods import year_found
from etl.dates.phrases import read_date
from etl.dates.reader import BETWEEN, NO_DAY, Found, Reader
from etl.dates.years import year_number

_ORDER = (
    "minute", "hour", "part_of_day", "day", "week", "month", "quarter", "year", "decade", "century", "reference",
)  # fmt: skip
_FROM = ("من", "ومن")


def stretch(r: Reader, found: Found) -> Found:
    """``found`` as the beginning of a stretch: من … إلى …, بين … و…, منذ … (و)حتى …"""
    before = r.at(found.first - 1)
    since = found.modifier == "since"
    between = before in BETWEEN
    j = found.stop
    link = r.at(j)
    if between:
        if link == "و":
            j += 1
        elif link[:1] != "و":
            return found
    elif since or before in _FROM or before in ("الفتره", "ابتداء", "اعتبارا"):
        j += link == "و"
        if r.at(j) not in ("الي", "حتي", "وحتي", "والي", "لغايه", "الي_غايه"):
            return found
        j += 1
        j += r.at(j) == "غايه"
        if before in _FROM and r.postponed(j, moved=True):  # two days: أرجئت المباراة من 14 إلى 20 مايو
            return found
    elif link in ("-", "–") and found.rule in ("day_month", "month") and r.at(j + 1).isalnum():  # 8 أغسطس - 12 أغسطس
        j += 1
    else:
        return found
    lunar = found.hijri and found.grain in ("month", "year") and found.rule != "year_range"
    if found.timex not in ("DATE", "TIME") or (found.modifier and not since):
        return found
    if "/" in (found.value or "/") and not lunar:
        return found
    other = read_date(r, j)
    if other is None and found.grain == "year" and found.value and len(found.value) == 4:
        year = year_number(r, j, after_word=True)
        other = year_found(r, j, year, "bare_year") if year and 0 <= year.number - int(found.value) < 500 else None
    if other is None or other.timex not in ("DATE", "TIME") or other.value is None:
        return found
    if lunar and other.hijri and other.grain == found.grain:
        return _lunar_stretch(found, other, found.first if since else found.first - 1)
    if "/" in other.value or lunar:
        return found
    dashed = link in ("-", "–") and not between
    if dashed and (
        other.rule not in ("day_month", "day_month_year", "month", "month_year") or other.grain != found.grain
    ):
        return found
    first = found.first if since or dashed else found.first - 1
    if not since and r.at(first - 1) in ("ما", "الفتره") and between:
        first -= r.at(first - 1) == "ما"
    early, late = _in_order(found, other)
    if early.start is None or late.end is None:
        value = f"{early.value}/{late.value}"
        return early._replace(first=first, stop=late.stop, rule="interval", value=value, start=None, end=None,
                       anchor="none", reason=early.reason or late.reason or NO_DAY)  # fmt: skip
    if early.start > late.end:
        return found
    if early.rule == late.rule == "clock":
        late = _after_midnight(early, late)
    grain = min(early.grain, late.grain, key=_ORDER.index)
    anchor = early.anchor if early.anchor == late.anchor else "published_on"
    return early._replace(
        first=first, stop=late.stop, rule="interval", value=f"{early.value}/{late.value}", end=late.end,
        timex=late.timex if early.timex == late.timex else "DATE", grain=grain, anchor=anchor, reason=None,
    )  # fmt: skip


def _lunar_stretch(early: Found, late: Found, first: int) -> Found:
    """Hijri months or years from one to another; a month without a year has that of the second: بين رجب وشعبان 1442."""
    if early.start and late.start and early.grain == "month" and late.anchor == "absolute" != early.anchor:
        lender, month = calendar.hijri_of(late.start), calendar.hijri_of(early.start)
        period = calendar.hijri_month(lender[0] - (month[1] > lender[1]), month[1]) if lender and month else None
        if period is not None:
            early = early._replace(start=period[0], end=period[1], anchor="absolute")
    if early.start is None or late.end is None or early.start > late.end:
        return early
    value = f"{early.start}/{late.end}"
    return early._replace(first=first, stop=late.stop, rule="interval", value=value, end=late.end)


def _after_midnight(early: Found, late: Found) -> Found:
    """The second of two hours on the next day where it would be the earlier of the two."""
    if late.start is None or early.value is None or late.value is None or late.value > early.value:
        return late
    day = late.start + timedelta(1)
    return late._replace(value=f"{day}{late.value[10:]}", start=day, end=day)


def _in_order(early: Found, late: Found) -> tuple[Found, Found]:
    """The two ends of a stretch with the year, or the week, that one of them lends to the other."""
    lacking = ("month", "day_month")
    dated = late.anchor == "absolute" or late.rule == "month_shift" or early.start is None  # من تموز حتى أيلول الماضيين
    if early.rule in lacking and late.start is not None and dated:
        early = _lent(early, late.start.year)
        if early.start and early.start > late.start:
            early = _lent(early, late.start.year - 1)
    elif late.rule in lacking and early.start is not None:
        late = _lent(late, early.start.year)
        if late.start and late.start < early.start:
            late = _lent(late, early.start.year + 1)
    elif early.rule == "weekday" and early.start and late.start and early.start > late.start:
        day = early.start - timedelta(7 * (1 + (early.start - late.start).days // 7))
        early = early._replace(value=day.isoformat(), start=day, end=day)
    return early, late


def _lent(found: Found, year: int) -> Found:
    """A month or a day of a month in the given year."""
    assert found.value is not None
    if found.grain == "month":
        period = calendar.month(year, int(found.value[5:7]))
    else:
        day = calendar.day(year, int(found.value[5:7]), int(found.value[8:10]))
        period = (day, day) if day else None
    if period is None:
        return found
    unit = "M" if found.grain == "month" else "D"
    return found._replace(
        value=calendar.value_of(period, unit), start=period[0], end=period[1], reason=None, anchor="absolute"
    )
