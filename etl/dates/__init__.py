"""Time expressions: their TIMEX3 value, the days they cover and what those days were counted from.

The words of the grammar are tables (``seeds/dates_*``); the rules are small functions that read one construction at a
token and are set off by a word of the tables or by a number. A rule sees a few tokens ahead and behind, so the time is
linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.dates.clock import LINE_HOUR
from etl.dates.grammar import NUMERIC, SPELT, read_expression, triggers
from etl.dates.habits import no_habits
from etl.dates.monthdays import NAMED_DAY
from etl.dates.phrases import GAP
from etl.dates.reader import Found, Reader
from etl.dates.references import REFERENCE
from etl.dates.years import FARTHEST
from etl.documents import Number, TimeExpression
from etl.numbers.digits import is_digits
from etl.text import Memo, Text, positions

__all__ = ["APART", "find_dates", "no_habits"]

#: Rules of expressions that no story goes on from and no event is of.
APART = frozenset({GAP, LINE_HOUR})

#: Rules of expressions that no story goes on from.
_ASIDE = APART | {NAMED_DAY, REFERENCE}
_BEGINS = Memo(lambda word: word in triggers() or is_digits(word))
# The first Arabic newspapers.
_FIRST_PRESS = 1800


def find_dates(text: Text, numbers: Sequence[Number], published_on: date | None) -> tuple[TimeExpression, ...]:
    """All time expressions of ``text``, sorted, without overlap; relative ones count from ``published_on``.

    >>> from etl.numbers import find_numbers
    >>> from etl.text import read_text
    >>> text = read_text("وصل الوفد مساء الخميس الماضي")
    >>> [(t.text, t.value) for t in find_dates(text, find_numbers(text), date(2016, 12, 11))]
    [('مساء الخميس الماضي', '2016-12-08TEV')]
    """
    known = triggers()
    if published_on is not None and not _FIRST_PRESS <= published_on.year <= FARTHEST:
        published_on = None  # a broken date, no day to count from
    reader = Reader(text, numbers, published_on, known, NUMERIC)
    counted = reader.numbers
    candidates = sorted({*counted, *positions(_BEGINS.__getitem__, text.words)})
    found: list[TimeExpression] = []
    done = 0
    for i in candidates:
        if i < done:
            continue
        if i >= reader.limit:
            reader.enter(i)
        word = text.words[i]
        trigger = known.get(word)
        if trigger is None or (trigger.leads and reader.leads_nowhere(i)):
            reading = None
        else:
            reading = read_expression(reader, i, trigger.rules)
        if reading is None and (i in counted or word.isdecimal()) and reader.may_count(i):
            spelt = trigger.spelt if trigger is not None else SPELT
            reading = read_expression(reader, i, NUMERIC.rules if word.isdecimal() else spelt)
            prefix = reader.prefix(i)
        else:
            prefix = trigger.prefix if trigger is not None else 0
        if reading is None or reading.first < done:
            continue
        if reading.first != i:
            prefix = 1 if text.words[reading.first][0] == "و" else 0
        found.append(_expression(text, reading, prefix))
        if reading.rule not in _ASIDE:
            reader.remember(reading)
        done = reading.stop
    return tuple(found)


def _expression(text: Text, found: Found, prefix: int) -> TimeExpression:
    start, end = text.raw_span(text.starts[found.first] + prefix, text.ends[found.stop - 1])
    return TimeExpression(
        start, end, text.raw[start:end], text.sentence_of[found.first], found.rule, found.first, found.stop,
        found.timex, found.value, found.start, found.end, found.grain, found.modifier,
        "hijri" if found.hijri else "gregorian", found.anchor, found.reason,
    )  # fmt: skip
