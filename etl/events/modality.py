"""Did it happen? Particles and governors around a trigger, in a fixed order of weight."""

from __future__ import annotations

from typing import cast

from etl.documents import Modality
from etl.events.candidates import Candidate
from etl.events.items import structure
from etl.events.moods import mood_of
from etl.events.sentences import View

# The strongest reason not to store an event as a fact comes first.
_WEIGHT = (
    "background",
    "denied",
    "negated",
    "hypothetical",
    "intended",
    "future",
    "habitual",
    "alleged",
)
# Event nouns after ل that are a purpose (لاجلاء المدنيين), not a dative (تعرض لهجوم).
_PURPOSE_FRAMES = frozenset({"harm", "seize", "retake", "move", "flee", "expel", "aid", "displace"})
_AFTER = 3


def modality_of(view: View, candidate: Candidate, governed: list[str]) -> Modality | None:
    """Modality of ``candidate``, or None where the text only looks back on it."""
    found = [*governed, *_particles(view, candidate)]
    reading = candidate.reading
    i = candidate.first
    if not found and (mood := mood_of(view, i, reading)):
        found.append(mood)
    elif not found and reading.tense == "I" and not structure("planned").isdisjoint(view.words[view.first : i]):
        found.append("future")  # من المقرر ان يتوجه الى نيروبي حيث يلتقي الرئيس
    elif (
        reading.proclitic.endswith("ل")
        and reading.pos == "noun"
        and candidate.row.frame in _PURPOSE_FRAMES
        and not candidate.supported
    ):
        found.append("intended")
    if "negated" in found and _is_presupposed(view, candidate):
        found = [modality for modality in found if modality != "negated"]
    for modality in _WEIGHT:
        if modality in found:
            if modality == "background":
                return None
            return cast(Modality, "hypothetical" if modality == "alleged" else modality)
    return "asserted"


def _is_presupposed(view: View, candidate: Candidate) -> bool:
    """Whether a relative clause tells that it happened: لم تتبن أي جهة الهجوم الذي وقع الجمعة."""
    if candidate.reading.pos != "noun" or not candidate.reading.definite:
        return False
    for k in range(candidate.stop, min(view.stop - 1, candidate.stop + 2)):
        if view.words[k] in structure("relative"):
            word = view.word_at(k + 1)
            return word is not None and word.verb is not None and word.verb.tense == "P"
    return False


def _particles(view: View, candidate: Candidate) -> list[str]:
    """What the particles of the clause say about the trigger."""
    i = candidate.first
    lo, hi = view.clause(i)
    if lo > view.first and view.words[lo - 1] in ("ان", "وان", "بان", "ولكن"):
        lo = max(view.first, lo - 3)  # من المقرر ان يجتمع: the cue stands before the particle that opens the clause
    found: list[str] = []
    verb = candidate.reading.pos == "verb"
    for k, word in view.hits:
        if not word.cues or i <= k < candidate.stop or not lo <= k < min(hi, i + _AFTER + 2):
            continue
        for cue in word.cues:
            size = 1 + len(cue.rest)
            if tuple(view.words[k + 1 : k + size]) != cue.rest:
                continue
            if cue.modality and _reaches(cue.reach, k, k + size, i, verb, candidate):
                found.append(cue.modality)
            break
    return found


def _reaches(reach: str, k: int, stop: int, i: int, verb: bool, candidate: Candidate) -> bool:
    if k > i:
        return reach == "around" and k - candidate.stop < _AFTER
    if reach == "clause":
        return i - stop <= 14
    if reach == "around":
        return i - stop <= 2
    if reach == "imperfect":
        return verb and stop == i and candidate.reading.tense == "I"
    if reach == "verb":
        return verb and i - stop <= 1
    return not verb and i - stop <= 1
