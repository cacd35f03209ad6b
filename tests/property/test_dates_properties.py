"""What must hold for any day, any spelling and any order."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.dates import find_dates
from etl.documents import TimeExpression
from etl.numbers import find_numbers
from etl.text import read_text

PUBLISHED = date(2016, 12, 11)
LOCALES = ("ar", "ar_EG", "ar_SY", "ar_DZ", "ar_MA", "ar_SA")
MARKS = "\u064e\u064f\u0650\u0651\u0652"
INVISIBLE = "\u200f\u200e\u202b\u202c\ufeff"
PRESENTATION = {
    "ا": "ﺎ",
    "ب": "ﺒ",
    "ت": "ﺘ",
    "ر": "ﺮ",
    "س": "ﺴ",
    "ل": "ﻠ",
    "م": "ﻤ",
    "ن": "ﻨ",
    "ي": "ﻴ",
    "و": "ﻮ",
    "لا": "ﻻ",
}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def dates(text: str, published_on: date | None = PUBLISHED) -> tuple[TimeExpression, ...]:
    read = read_text(text)
    return find_dates(read, find_numbers(read), published_on)


def _golden() -> list[str]:
    lines = (Path(__file__).parents[1] / "golden" / "dates.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return sorted({row["text"] for row in rows if row["published_on"]})


SENTENCES = _golden()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["full", "long", "medium", "short"])
def test_every_day_is_read_back_from_its_cldr_format(locale: str, form: str) -> None:
    # Every day of the year once, over 40 years, with a step that meets every weekday and month length.
    for n in range(0, 366 * 40, 61):
        day = date(1990, 1, 1) + timedelta(n)
        text = f"وقع الاتفاق في {format_date(day, form, locale=locale)} بحضور الوفود"
        found = dates(text)
        assert [(t.date_start, t.date_end, t.value) for t in found] == [(day, day, day.isoformat())], text


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(LOCALES), st.sampled_from(["full", "long"]))
@settings(max_examples=200, deadline=None)
def test_any_day_in_words(day: date, locale: str, form: str) -> None:
    assert [t.date_start for t in dates(f"في {format_date(day, form, locale=locale)}.")] == [day]


def _values(found: tuple[TimeExpression, ...]) -> list[tuple[object, ...]]:
    return [(t.timex, t.value, t.date_start, t.date_end, t.grain, t.modifier, t.anchor, t.rule) for t in found]


@st.composite
def _noisy(draw: st.DrawFn) -> tuple[str, str]:
    """A golden sentence and the same one as badly typed or converted text has it."""
    sentence = draw(st.sampled_from(SENTENCES))
    pieces: list[str] = []
    for before, character in zip(" " + sentence, sentence, strict=False):
        noise = draw(st.integers(0, 11))
        if "ا" < character <= "ي" and noise == 0:
            character += draw(st.sampled_from(MARKS))
        elif "ا" < character <= "ي" and noise == 1:
            character += draw(st.sampled_from(INVISIBLE))
        elif noise == 2:
            character = PRESENTATION.get(character, character)
        elif character == " " and noise == 3 and before not in ".":
            blanks = ["\u00a0", "  ", "\u202f"]
            # A first word on a line of its own is the cell of a table: مارس there is the month.
            character = draw(st.sampled_from(["\n", *blanks] if " " in "".join(pieces) else blanks))
        pieces.append(character)
    noisy = "".join(pieces)
    return sentence, noisy.translate(draw(st.sampled_from([{}, EASTERN, PERSIAN])))


@given(_noisy())
@settings(max_examples=200, deadline=None)
def test_noise_changes_no_value_and_offsets_stay_exact(pair: tuple[str, str]) -> None:
    sentence, noisy = pair
    found = dates(noisy)
    assert _values(found) == _values(dates(sentence))
    assert all(noisy[t.start : t.end] == t.text for t in found)


#: Sentences that alone tell what they tell: منذ ذلك التاريخ is no day where none was told before.
APART = [s for s in SENTENCES if "." not in s and "منذ ذلك" not in s]


@given(st.lists(st.sampled_from(APART), min_size=2, max_size=5, unique=True))
@settings(max_examples=100, deadline=None)
def test_paragraphs_do_not_change_each_other(sentences: list[str]) -> None:
    # Only what points back to an earlier date depends on the neighbours.
    alone = [v for s in sentences for v in _values(dates(s)) if v[-1] not in ("anaphora", "day_shift")]
    together = [v for v in _values(dates("\n\n".join(sentences))) if v[-1] not in ("anaphora", "day_shift")]
    assert together == alone


@given(st.text(st.sampled_from("منذقبلعدساةشهريوالأح 0123456789/-:.،()\n"), max_size=120), st.none() | st.dates())
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_spans_that_say_what_they_are(text: str, published_on: date | None) -> None:
    found = dates(text, published_on)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for t in found:
        assert (t.date_start is None) == (t.date_end is None)
        if t.date_start is not None and t.date_end is not None:
            assert t.date_start <= t.date_end
            assert t.anchor != "none" and t.reason is None
        elif t.timex == "DATE":
            assert t.reason is not None
        if published_on is None:
            assert t.anchor != "published_on"
