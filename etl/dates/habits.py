"""What is done at a time of any day names no day: the syntax tells it from what was done once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from etl.dates.daytime import ADVERB, any_day
from etl.documents import TimeExpression
from etl.syntax.trees import Trees


def no_habits(dates: Iterable[TimeExpression], trees: Trees) -> tuple[TimeExpression, ...]:
    """``dates``, those of adverbs under an imperfect verb without their day: تتنقل القوافل ليلا, كانوا يهاجمون فجرا.

    The imperfect is the form of what is done again and again (Ryding 2005, chapter 21).
    """
    return tuple(
        replace(found, value=any_day(found.value), date_start=None, date_end=None, anchor="none", reason="vague")
        if found.rule == ADVERB and found.value and _is_habit(found, trees)
        else found
        for found in dates
    )


def _is_habit(found: TimeExpression, trees: Trees) -> bool:
    graph = trees.at(found.first)
    verb = next((i for i in graph.ancestors(found.first) if graph.tag(i) == "VERB"), None)
    return verb is not None and graph.tense(verb) == "present"
