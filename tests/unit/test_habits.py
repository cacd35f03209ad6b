"""Parts of the day: what was done once has its day, what is done on any day has none."""

from __future__ import annotations

from datetime import date

import pytest

from etl.dates import find_dates, no_habits
from etl.numbers import find_numbers
from etl.syntax.trees import Trees
from etl.text import read_text

PUBLISHED = date(2016, 12, 11)


@pytest.mark.parametrize(
    ("sentence", "day", "value"),
    [
        ("هاجم مسلحون فجرا نقطة تفتيش", PUBLISHED, "2016-12-11TDA"),
        ("كان المسلحون يهاجمون القرى فجرا", None, "XXXX-XX-XXTDA"),
        ("وقال السكان السبت إن الدوريات تجوب الشوارع صباحا", None, "XXXX-XX-XXTMO"),
        ("مقتل جندي صباحا في كمين", PUBLISHED, "2016-12-11TMO"),
    ],
)
def test_a_habit_has_no_day(sentence: str, day: date | None, value: str) -> None:
    text = read_text(sentence)
    (*_, found) = no_habits(find_dates(text, find_numbers(text), PUBLISHED), Trees(text))
    assert (found.date_start, found.value) == (day, value)
    assert (found.reason is None) == (day is not None)
