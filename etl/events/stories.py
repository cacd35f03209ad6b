"""Which triggers of a sentence tell of one happening, and which look back on another."""

from __future__ import annotations

from etl.events.candidates import Candidate
from etl.events.items import structure
from etl.events.linking import ATTACKS, HARMS
from etl.events.sentences import View
from etl.events.types import event_types

_OUTCOMES = HARMS | {"territory_seized", "withdrawal", "displacement", "evacuation", "arrest", "accident"}
_CAUSES = ATTACKS | {"armed_clash", "accident", "earthquake", "flood", "fire", "storm", "assassination", "raid"}
# Words and judgements about deeds of other days and places.
_JUDGING = frozenset({"conviction", "trial"})
_SAYING = frozenset({"statement", "support"})
_BACK_REACH = 4
# What is planned has a day and a place of its own (اعتقلوا خلية كانت تخطط لتفجير في دمشق).
_AHEAD = frozenset({"intended", "future"})
#: People that no single day costs: the dead and wounded, or the displaced, of a war.
_TOTALS = {"killing": 10_000, "injury": 10_000, "displacement": 500_000}


def is_word(candidate: Candidate) -> bool:
    """Said or judged, not done: what it is about has a day and a place of its own."""
    return event_types()[candidate.event_type].quad == 3 or candidate.event_type in _JUDGING | _SAYING


def is_judgement(candidate: Candidate) -> bool:
    """A trial or a verdict, which look back on a crime."""
    return candidate.event_type in _JUDGING


def is_total(candidate: Candidate) -> bool:
    """The sum of a war (بمقتل عشرات الآلاف), which is of no one day or town."""
    if not candidate.figures or candidate.event_type not in _TOTALS:
        return False
    least = _TOTALS[candidate.event_type]
    return any((figure.low or 0) >= least for figure in candidate.counts())


def one_story(view: View, one: Candidate, other: Candidate) -> bool:
    """Whether two triggers of a sentence tell of one happening, so that the day and place of one serve the other.

    They do not where a word that looks back parts them (أوقف رجلا بعد يومين من هجوم), nor do a deed and what is said of
    it, nor a deed and who is only identified by it (سلموا الرجل الذي قتل الضابط).
    """
    before, after = (one, other) if one.first <= other.first else (other, one)
    if is_total(one) != is_total(other) or (one.modality in _AHEAD) != (other.modality in _AHEAD):
        return False
    between = view.words[before.stop : after.first]
    if is_word(one) != is_word(other):
        joined = after.reading.pos == "verb" and after.reading.proclitic == "و"
        if not joined and structure("during").isdisjoint(between):
            return False
    back = _backward(view, before.stop, after.first)
    outcome = before.event_type in _OUTCOMES and after.event_type in _CAUSES
    if back and not (outcome and len(back) == 1 and after.first - back[0] == 1):
        return False
    verbs = after.reading.pos == "verb" and before.reading.pos == "verb" and after.reading.tense == "P"
    if verbs and not structure("relative").isdisjoint(between):
        return False  # a verb of a relative clause tells who somebody is
    lo, hi = view.clause(before.first)
    return after.first < hi or not _backward(view, max(lo, before.first - _BACK_REACH), before.first)


def _backward(view: View, lo: int, hi: int) -> list[int]:
    """Tokens of ``lo..hi`` that look back on something earlier."""
    looking_back = structure("retrospect")
    if looking_back.isdisjoint(view.words[lo:hi]):
        return []
    return [k for k in range(lo, hi) if view.words[k] in looking_back and _looks_back(view, k)]


def _looks_back(view: View, k: int) -> bool:
    """Whether the word at ``k`` looks back, and neither opens a clause (بعد أن فجر نفسه) nor a day (منذ فجر اليوم)."""
    if k + 1 < view.stop and view.words[k + 1] in ("ان", "ما"):
        return False
    return not any(m.date is not None and m.date.date_start is not None for m in view.items_in(k, k + 1))
