"""Time expressions: TIMEX3 values and ISO intervals, anchored on the day of publication."""

from __future__ import annotations

from datetime import date

from etl.documents import Number, TimeExpression
from etl.text import Text


def find_dates(text: Text, numbers: tuple[Number, ...], published_on: date | None) -> tuple[TimeExpression, ...]:
    """All time expressions of ``text``, sorted by start."""
    return ()
