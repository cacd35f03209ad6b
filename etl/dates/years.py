"""Years as they stand after a month, a day, a part of a period or the word year; and the words that shift a period."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from etl.dates import calendar
from etl.dates.lexicon import Shift
from etl.dates.reader import Found, Reader

#: Years that a bare number of four digits may mean.
EARLIEST, LATEST = 1500, 2150
#: No text speaks of years beyond, and no sum of days from there leaves the calendar.
FARTHEST = 2999
_HIJRI_EARLIEST, _HIJRI_LATEST = 1200, 1500
#: A bare year from here on is Hijri where the one before it is.
_HIJRI_NEAR = 1300


class Year(NamedTuple):
    """A year read in a text. ``hijri`` is None where the text does not say."""

    stop: int
    number: int
    hijri: bool | None
    anchor: str = "absolute"
    #: A year of accounts, which begins on another day in each country.
    fiscal: bool = False


def era_after(r: Reader, i: int) -> tuple[int, bool | None]:
    """Position after a mark of the era at token ``i`` (هـ, م, هجرية, "للميلاد") and whether it is Hijri."""
    word = r.at(i)
    if not word:
        return i, None
    if word in r.lexicon.words["hijri_marks"]:
        return i + 1, True
    if word in r.lexicon.words["gregorian_marks"] and (word != "م" or r.touching(i) or r.at(i + 1) in _ENDS):
        return i + 1, False
    return i, None


def before_christ(r: Reader, i: int) -> int:
    """Position after قبل الميلاد or ق.م at token ``i``, which is ``i`` where neither stands there."""
    if r.at(i) == "قبل" and r.at(i + 1) == "الميلاد":
        return i + 2
    dot = r.at(i + 1) == "."
    if r.at(i) == "ق" and r.at(i + 1 + dot) == "م":
        return i + 2 + dot
    return i


_ENDS = frozenset(["", ".", "،", ",", "(", ")", "و", "؛", ":", "-", "/", "الموافق", "الموافقه"])


def year_number(r: Reader, i: int, after_word: bool) -> Year | None:
    """A year in digits or words at token ``i``; ``after_word``: the word year or a date stands before it."""
    value = r.digits(i)
    if value is not None:
        size = len(r.words[i])
        stop = i + 1
        era = era_after(r, stop)[1] is not None or before_christ(r, stop) > stop
        if size != 4 and not (after_word and (size == 3 or era)):
            return None
    else:
        number = r.number(i)
        if number is None or number.form not in ("words", "mixed") or number.low != number.high or not after_word:
            return None
        value, stop = int(number.low), number.stop
        if value != number.low or not 1000 <= value <= LATEST:
            return None
    if value > FARTHEST:
        return None
    stop, hijri = era_after(r, stop)
    if hijri is None and not after_word and not EARLIEST <= value <= LATEST:
        return None
    return Year(stop, value, hijri)


def shift_at(r: Reader, i: int) -> tuple[int, Shift] | None:
    """A word or two that place a period (الماضي, قبل الماضي, بعد المقبل, نفسه) at token ``i``, and the end of them."""
    shifts = r.lexicon.shifts
    word = r.at(i)
    shift = shifts.get(word)
    if shift is not None:
        return i + 1, shift
    if word == "ما":
        return shift_at(r, i + 1) if r.at(i + 1) == "قبل" else None
    if word == "قبل" or word == "بعد":
        after = shifts.get(r.at(i + 1))
        sign = -1 if word == "قبل" else 1
        if after is not None and after.steps == sign and after.anchor == "published_on":
            return i + 2, Shift(2 * sign, "published_on")
    return None


def hijri_adjective(r: Reader, i: int) -> bool:
    return r.at(i) in r.lexicon.words["hijri_adjectives"]


def year_by_word(r: Reader, i: int, hijri: bool = False) -> Year | None:
    """A year headed by its word at token ``i``: عام 2012, العام الدراسي 2016, السنة الماضية, العام الهجري القادم."""
    if r.at(i) not in r.lexicon.year_words:
        return None
    j = i + 1
    adjective = r.at(j) in r.lexicon.words["year_adjectives"]
    if adjective:
        hijri = hijri or hijri_adjective(r, j)
        j += 1
    fiscal = adjective and r.at(j - 1) in r.lexicon.words["fiscal_adjectives"]
    year = year_number(r, j, after_word=True)
    if year is not None and year.hijri is None and _HIJRI_NEAR <= year.number <= _HIJRI_LATEST:
        told = r.antecedent(i)
        hijri = hijri or (told is not None and told.hijri)  # عام 1412هـ ... سنة 1424
    if year is not None:
        return Year(year.stop, year.number, True if hijri and year.hijri is None else year.hijri, fiscal=fiscal)
    if "ال" not in r.words[i] and "لل" not in r.words[i]:
        return None
    shift = shift_at(r, j)
    year = shifted_year(r, i, shift[0], shift[1], hijri) if shift else None
    return year._replace(fiscal=fiscal) if year is not None else None


def told_in(found: Found) -> date | None:
    """A day of ``found`` in the year that it is told of: a winter begins in the year before its own."""
    return found.end if (found.value or "").endswith("-WI") else found.start


def shifted_year(r: Reader, i: int, stop: int, shift: Shift, hijri: bool) -> Year | None:
    """The year ``shift`` steps away from the day of publication or the date before token ``i``."""
    base = r.published
    if shift.anchor == "document":
        before = r.antecedent(i)
        base = told_in(before) if before else None
    if base is None:
        return None
    if hijri:
        today = calendar.hijri_of(base)
        return Year(stop, today[0] + shift.steps, True, shift.anchor) if today else None
    return Year(stop, base.year + shift.steps, False, shift.anchor)


def _stands_as_year(r: Reader, i: int) -> bool:
    """Whether four digits of the Middle Ages behind a month are its year and count nothing: 13 أكتوبر 1307."""
    value = r.digits(i)
    counts = r.is_plain(i + 1) or r.at(i + 1) in r.lexicon.words["not_after_year"]
    return value is not None and 1000 <= value < EARLIEST and not counts


def year_after(r: Reader, i: int, hijri: bool = False) -> Year | None:
    """The year of a month or day that ends before token ``i``, of the calendar that its month belongs to."""
    word = r.at(i)
    if word in ("،", ",") and r.digits(i + 1) is not None:
        i += 1
    elif word in ("من", "في") or (word in ("ل", "ب") and r.at(i + 1) in r.lexicon.year_words):
        anchor = r.pointed(i + 1)
        if anchor is not None and r.at(i + 2) in r.lexicon.year_words:
            return shifted_year(r, i, i + 3, Shift(0, anchor), hijri)
        i += 1
    year = year_by_word(r, i, hijri)
    if year is None and (word not in ("من", "في")):
        year = year_number(r, i, after_word=False)
        if year is None and (hijri or _stands_as_year(r, i)):
            year = year_number(r, i, after_word=True)
    if year is None:
        return None
    if year.hijri is None:
        year = Year(year.stop, year.number, hijri and year.number <= _HIJRI_LATEST, year.anchor)
    if year.hijri is False and year.anchor == "absolute" and not hijri and not 500 <= year.number <= LATEST:
        return None
    return year
