"""The conditions of ``triggers.csv``: a small language over neighbouring words and mentions.

A cell holds conditions separated by blanks, each ``kind:word|word|@group``; all must hold. Kinds: next (the next
word), after (the six next words), after4, later (22 words after), prev, before (the six words before), before4, near
(ten words on either side), clause (the clause), sentence, subject (the phrase that a verb has as subject), prevfigure
(a figure of people ends here), between, with, tense, and arg (a kind of mention stands near; see
:func:`etl.events.needs.argument_holds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from etl.events.needs import argument_holds
from etl.tables import read_csv
from etl.text import fold

if TYPE_CHECKING:
    from etl.events.lexicon import Reading
    from etl.events.sentences import View

_CONJUNCTIONS = ("", "و", "ف")
_PREFIXES = ("", "ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; ``words`` holds every written form that satisfies it, or the name of an argument kind."""

    kind: str
    words: frozenset[str]


def written_forms(words: str) -> frozenset[str]:
    """The folded ``words`` with and without article and proclitics."""
    forms: set[str] = set()
    for word in fold(words).split():
        bases = {word} if word.startswith("ال") and len(word) > 4 else {word, "ال" + word}
        for base in bases:
            for conjunction in _CONJUNCTIONS:
                for prefix in _PREFIXES:
                    joined = "لل" + base[2:] if prefix == "ل" and base.startswith("ال") else prefix + base
                    forms.add(conjunction + joined)
    return frozenset(forms)


@cache
def group(name: str) -> frozenset[str]:
    """Written forms of the words of a group of ``event_words.csv``."""
    return _groups()[name]


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {row["group"]: written_forms(row["words"]) for row in read_csv("event_words.csv")}


def parse_conditions(cell: str) -> tuple[Condition, ...]:
    """Conditions of one cell; raises ValueError for a kind that does not exist and KeyError for an unknown group."""
    return tuple(_parse(part) for part in cell.split())


def _parse(part: str) -> Condition:
    kind, _, words = part.partition(":")
    if kind == "arg":
        return Condition("arg", frozenset((words,)))
    if kind not in _KINDS:
        raise ValueError(f"unknown condition {part!r}")
    forms: frozenset[str] = frozenset()
    for word in words.split("|"):
        forms |= group(word[1:]) if word.startswith("@") else written_forms(word)
    return Condition(kind, forms)


_SPANS = {"next": (1, 1), "after": (1, 6), "after4": (1, 4), "prev": (-1, -1), "before": (-6, -1), "before4": (-4, -1),
          "near": (-10, 10), "later": (1, 22)}  # fmt: skip
_KINDS = frozenset(_SPANS) | {
    "clause",
    "sentence",
    "subject",
    "prevfigure",
    "between",
    "with",
    "tense",
}


def holds(condition: Condition, view: View, i: int, reading: Reading) -> bool:
    """Whether ``condition`` is true of token ``i`` of the sentence ``view`` read as ``reading``."""
    kind = condition.kind
    if kind == "arg":
        (name,) = condition.words
        return argument_holds(name, view, i, reading)
    span = _SPANS.get(kind)
    if span is not None:
        lo, hi = i + span[0], i + span[1] + 1
        lo, hi = lo if lo > view.first else view.first, hi if hi < view.stop else view.stop
    elif kind == "clause":
        lo, hi = view.clause(i)
    elif kind == "sentence":
        lo, hi = view.first, view.stop
    elif kind == "subject":
        lo, hi = max(view.first, i - 5), min(view.stop, i + 4)
    elif kind == "prevfigure":
        return view.figure_before(i)
    elif kind == "between":
        return "بين" in view.words[i + 1 : min(view.stop, i + 6)]
    elif kind == "with":
        return "مع" in view.words[i + 1 : min(view.stop, i + 9)]
    else:
        return reading.tense != "I" or view.aspect_verb_before(i)
    words = view.words
    wanted = condition.words
    if wanted.isdisjoint(words[lo:hi]):
        return False
    if not lo <= i < hi or words[i] not in wanted:
        return True
    return not (wanted.isdisjoint(words[lo:i]) and wanted.isdisjoint(words[i + 1 : hi]))  # the word itself is no sign


def span_of(condition: Condition, view: View, i: int) -> int:
    """Token after the words that satisfy ``next`` from token ``i``, to widen the trigger; ``i + 1`` for other kinds."""
    if condition.kind == "next" and i + 1 < view.stop and view.words[i + 1] in condition.words:
        return i + 2
    return i + 1
