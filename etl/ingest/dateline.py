"""The day that an agency writes into its first line: "بيروت 11 كانون الأول/ديسمبر 2016 (...) - "."""

from __future__ import annotations

import re
from datetime import date

from etl.dates import find_dates
from etl.ingest.publication import plausible
from etl.numbers import find_numbers
from etl.text import read_text

#: Characters that a dateline takes at most, the headline's line not counted.
_REACH = 160
_LINES = 3
# What ends a dateline: a dash with spaces, a colon, an agency in brackets or between slashes.
_END = re.compile(r"\s[-–—]+\s|[-–—]{2}|:|\(|/\s?[\w ]{2,12}\s?/|\bواس\b")
_YEAR = re.compile(r"(?:1[34]|19|20)\d\d|[١٢][٠-٩]{3}")


def day_in_dateline(text: str) -> date | None:
    """The one full date, year included, that stands before the end of the dateline in one of the first lines."""
    for line in text.lstrip()[: 3 * _REACH].split("\n")[:_LINES]:
        head = line[:_REACH]
        end = _END.search(head)
        if end and _YEAR.search(head[: end.start()]):
            return _day(head[: end.start()])
    return None


def _day(dateline: str) -> date | None:
    words = read_text(dateline)
    days = {
        found.date_start
        for found in find_dates(words, find_numbers(words), None)
        if found.grain == "day" and found.anchor == "absolute" and found.date_start == found.date_end
    }
    day = days.pop() if len(days) == 1 else None
    return day if day and plausible(day) else None
