"""Is the event told as news, or only mentioned? Signals around a trigger and their weights.

"Twelve people died in an attack in Mosul yesterday" tells; "those behind the attack", "since the murder of", "the policy
of assassinations" only mention. The weights of ``seeds/event_evidence.csv`` were set after a logistic regression on
sentences that readers had judged.
"""

from __future__ import annotations

from functools import cache

from etl.events.candidates import Candidate
from etl.events.conditions import group
from etl.events.needs import people
from etl.events.sentences import View, structure
from etl.tables import read_csv

_FINE = frozenset({"minute", "hour", "part_of_day", "day"})
_PREPOSITIONS = {
    "time": frozenset({"بعد", "منذ", "قبل", "عقب", "غداه", "اعقاب", "عشيه", "وبعد", "ومنذ", "وقبل", "وعقب"}),
    "cause": frozenset({"اثر", "جراء", "نتيجه", "بسبب", "واثر"}),
    "in": frozenset({"في", "خلال", "اثناء", "وفي", "وخلال"}),
    "about": frozenset({"بشان", "حول", "ضد", "عن", "علي"}),
}


@cache
def weights() -> dict[str, float]:
    """signal -> weight."""
    return {row["signal"]: float(row["weight"]) for row in read_csv("event_evidence.csv")}


def evidence(view: View, candidate: Candidate) -> float:
    """Sum of the weights of all signals; above 0 the event is told, not mentioned."""
    known = weights()
    return known["always"] + sum(known.get(signal, 0.0) for signal in signals(view, candidate))


def signals(view: View, candidate: Candidate) -> list[str]:
    """Names of the signals that are true of ``candidate``."""
    i, words = candidate.first, view.words
    reading = candidate.reading
    lo, hi = view.clause(i)
    found = [f"type_{candidate.event_type}", reading.pos + reading.tense]
    if reading.definite:
        found.append("definite")
    if reading.suffix:
        found.append("owned")
    if candidate.modality != "asserted":
        found.append("unreal")
    before = words[i - 1] if i > view.first else ""
    for name, members in _PREPOSITIONS.items():
        if before in members:
            found.append("after_" + name)
    if reading.proclitic[-1:] in ("ب", "ل", "ك"):
        found.append("glued_" + reading.proclitic[-1])
    if before in group("topic"):
        found.append("topic")
    if i - view.first <= 1 or before in (":", "-", "ـ"):
        found.append("initial")
    near = words[max(view.first, i - 3) : i]
    if any(word in structure("relative") for word in near):
        found.append("relative")
    if any(word in structure("temporal") for word in near):
        found.append("temporal")
    said = [k for k, word in view.hits if word.speech is not None and k < i and k in view.verbs]
    if said:
        found.append("said")
        if i - said[-1] <= 5:
            found.append("reported")
    if candidate.supported:
        found.append("supported")
    if candidate.figures:
        found.append("figure")
    elif view.figure_of_people():
        found.append("figure_near")
    if candidate.sources:
        found.append("source")
    if candidate.targets:
        found.append("target")
    grains = {item.date.grain for item in view.items if item.date is not None and item.date.timex != "SET"}
    if grains & _FINE:
        found.append("day")
    if "month" in grains:
        found.append("month")
    if "year" in grains:
        found.append("year")
    if any(item.place for item in view.items_in(lo, hi)):
        found.append("place")
    elif any(item.place for item in view.items):
        found.append("place_near")
    triggers = sum(1 for _, word in view.hits if word.rows)
    if triggers >= 3:
        found.append("triggers")
    if any(word in structure("question") for word in words[view.first : view.stop]):
        found.append("question")
    if any(word in structure("opinion") for word in words[view.first : view.stop]):
        found.append("opinion")
    if any(people(item) for item in view.items_in(i + 1, min(hi, i + 5))):
        found.append("people_next")
    return found
