"""The day on which something was published, and how it is known.

Metadata before sidecar before file name before dateline before what the caller said. What cannot be a day of
publication counts as unknown: a relative date then stays unresolved, which costs less than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from etl.ingest.sources import SourceMap
from etl.ingest.spelled_days import plain_digits, spelled_day

# No clock here, or the same file would give other rows next year. The first Arabic newspaper is of 1828.
EARLIEST, LATEST = date(1828, 1, 1), date(2049, 12, 31)

#: Where programs begin to count: written where no day was known.
_UNSET = {date(1900, 1, 1), date(1970, 1, 1)}
#: Characters of a written time.
_LONGEST = 100
_EPOCH = re.compile(r"(\d{9,10})(\d{3}|\d{6})?(?:\.\d{1,9})?")
#: As web archives write a moment: 20240503101500.
_STAMP = re.compile(r"((?:19|20)\d{6})(\d{6})")
#: Year 0 or before, as WordPress writes that there is none.
_NO_YEAR = re.compile(r"-0*\d+ \d\d:")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_FOLDERS = re.compile(r"(?<=/)((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/)")
_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([-_./])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Publication:
    """``at`` only where the time is written with its zone or the zone of the source is known."""

    on: date
    at: datetime | None = None


def parse_time(written: str, sources: SourceMap, day_first: bool | None = None) -> Publication | None:
    """ISO 8601, RFC 822, an epoch, one of the source's own formats, or any other spelling of a day; None if no day.

    Neither is the day that a program writes where it knows none. The day is the one on the calendar of the place that
    wrote it: of the source's zone, else of the zone written. ``day_first`` is the order that the source writes in
    figures elsewhere.
    """
    found = _parsed(plain_digits(written), sources, day_first) if len(written) <= _LONGEST else None
    return found if found and found.on not in _UNSET else None


def _parsed(written: str, sources: SourceMap, day_first: bool | None) -> Publication | None:
    for parse in (_iso, _rfc822, _epoch):
        try:
            moment = parse(written)
        except (ValueError, TypeError, OverflowError, IndexError, OSError):
            continue
        return _publication(moment, sources, whole_day=parse is _iso and len(written) <= 10)
    numbered = _number_months(written, sources)
    for pattern in sources.date_formats:
        try:
            moment = datetime.strptime(numbered, pattern)
        except ValueError:
            continue
        return _publication(moment, sources, whole_day="%H" not in pattern and "%I" not in pattern)
    spelled = spelled_day(written, day_first)
    if spelled is None:
        return None
    if spelled.time is None:
        return Publication(spelled.on) if plausible(spelled.on) else None
    return _publication(datetime.combine(spelled.on, spelled.time, spelled.zone), sources, whole_day=False)


def day_in_path(path: str) -> date | None:
    """The day that a file's or folder's name states: 20161211, 2016-12-11, 2016/12/11; the innermost one.

    Day first (11-12-2016) counts only where it cannot be read month first.
    """
    days = [_day(year, month, day) for year, _, month, day in _YEAR_FIRST.findall(path)]
    if not any(days):
        days = [_day(year, month, day) for year, month, day in _FOLDERS.findall(path)]
    if not any(days):
        days = [
            _day(year, month, day) for day, _, month, year in _DAY_FIRST.findall(path) if int(day) > 12 or day == month
        ]
    return next((day for day in reversed(days) if day), None)


def plausible(day: date) -> bool:
    """Whether an Arabic newspaper could bear that day."""
    return EARLIEST <= day <= LATEST


def _iso(written: str) -> datetime:
    return datetime.fromisoformat(_STAMP.sub(r"\1T\2", written) if written.isdigit() else written)


def _rfc822(written: str) -> datetime:
    if _NO_YEAR.search(written):
        raise ValueError(written)
    return parsedate_to_datetime(written)


def _epoch(written: str) -> datetime:
    found = _EPOCH.fullmatch(written)
    if not found:
        raise ValueError(written)
    return datetime.fromtimestamp(float(written) / 10 ** len(found[2] or ""), tz=UTC)


def _publication(moment: datetime, sources: SourceMap, *, whole_day: bool) -> Publication | None:
    if whole_day:
        return Publication(moment.date()) if plausible(moment.date()) else None
    if not plausible(moment.date()):
        return None
    if moment.tzinfo is None:
        if sources.time_zone is None:
            return Publication(moment.date())
        moment = moment.replace(tzinfo=sources.time_zone)
    local = moment.astimezone(sources.time_zone) if sources.time_zone else moment
    return Publication(local.date(), moment)


def _number_months(written: str, sources: SourceMap) -> str:
    for name, number in (sources.months or {}).items():
        written = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"{number:02d}", written)
    return written


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
