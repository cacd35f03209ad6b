"""Is the event told as news, or only mentioned? Signals around a trigger and their weights.

"Twelve people died in an attack in Mosul yesterday" tells; "those behind the attack", "since the murder of", "the
policy of assassinations" only mention. The weights of ``seeds/event_evidence.csv`` come from logistic regressions over
sentences that readers had judged; they are log-odds, so a sum above 0 says "told" more likely than not.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from etl.events.candidates import Candidate
from etl.events.conditions import group
from etl.events.items import structure
from etl.events.needs import people
from etl.events.sentences import View
from etl.tables import read_csv
from etl.text import positions

_FINE = frozenset({"minute", "hour", "part_of_day", "day"})
_PREPOSITIONS = {
    "time": frozenset(
        {
            "بعد",
            "منذ",
            "قبل",
            "عقب",
            "غداه",
            "اعقاب",
            "عشيه",
            "وبعد",
            "ومنذ",
            "وقبل",
            "وعقب",
        }
    ),
    "cause": frozenset({"اثر", "جراء", "نتيجه", "بسبب", "واثر"}),
    "in": frozenset({"في", "خلال", "اثناء", "وفي", "وخلال"}),
    "about": frozenset({"بشان", "حول", "ضد", "عن", "علي"}),
}
#: Groups of words whose presence in the sentence says what kind of text it is.
_TELLING = (
    "wounds",
    "bomb",
    "unknown",
    "informant",
    "politics",
    "scene",
    "toll",
    "discourse",
    "crowd",
    "slogans",
    "square",
    "clash",
)
_LONG, _SHORT, _MANY, _PLAIN, _OPENING, _ANNOUNCING = 60, 14, 5, 45, 3, 7


_LISTED = frozenset("*-ـ•")
_DOINGS = frozenset({"seize", "retake", "move", "expel"})


@cache
def weights(family: str) -> dict[str, float]:
    """signal -> weight, for ``family`` violence or protest."""
    return {row["signal"]: float(row[family] or 0) for row in read_csv("event_evidence.csv")}


@cache
def _kinds() -> dict[str, list[str]]:
    """word -> the groups of _TELLING that it belongs to."""
    found: dict[str, list[str]] = {}
    for name in _TELLING:
        for word in group(name):
            found.setdefault(word, []).append(name)
    return found


def evidence(family: str, found: list[str]) -> float:
    """Log-odds that an event with the signals ``found`` is told as news."""
    known = weights(family)
    return known["always"] + sum([known[signal] for signal in found if signal in known])


def is_plain(view: View, candidate: Candidate) -> bool:
    """A main clause that says who did it, and to whom or where: شن الجيش هجوما على البلدة."""
    reading = candidate.reading
    near = view.words[max(view.first, candidate.first - 4) : candidate.first]
    if not (structure("relative").isdisjoint(near) and structure("temporal").isdisjoint(near)):
        return False
    if view.stop - view.first > _PLAIN or not structure("opinion").isdisjoint(view.words[view.first : view.stop]):
        return False
    where = candidate.place is not None and not candidate.lent
    if reading.pos == "verb" and candidate.modality == "asserted":
        who = bool(candidate.sources) and (bool(candidate.targets) or where)
        return reading.tense == "P" and (who or (bool(candidate.figures) and where))
    # تمكن من السيطرة على المدينة: the definite noun stands for a verb
    doing = candidate.row.frame in _DOINGS
    if candidate.modality != "asserted":
        return bool(candidate.sources) and (bool(candidate.targets) or where)
    if (candidate.targets or candidate.figures) and _is_announced(view, candidate.first):
        return True
    if candidate.row.frame == "victims" and candidate.figures and candidate.supported:
        return True  # قصف اوقع سبعة قتلى
    if doing and reading.suffix:
        return bool(candidate.sources) and where  # بعد سيطرته على المدينة
    if (reading.definite and not doing) or reading.suffix:
        return False
    if candidate.supported and where and candidate.first - view.first <= _OPENING:
        return True  # وقعت اشتباكات في المدينة
    return candidate.supported and bool(candidate.sources) and (bool(candidate.targets) or where)


def _is_announced(view: View, i: int) -> bool:
    """The noun that a past verb of saying takes: أعلنت السلطات مقتله, أفادت الشرطة بمقتل ثلاثة."""
    k = view.previous_verb(i)
    if k < view.first or i - k > _ANNOUNCING:
        return False
    word = view.word_at(k)
    speech = word.speech if word is not None else None
    return speech is not None and speech.tense == "P" and structure("complement").isdisjoint(view.words[k + 1 : i])


def sentence_signals(view: View) -> list[str]:
    """Signals that hold for every trigger of a sentence."""
    found: list[str] = []
    words = view.words[view.first : view.stop]
    grains = {item.date.grain for item in view.items if item.date is not None and item.date.timex != "SET"}
    if grains & _FINE:
        found.append("day")
    found += [grain for grain in ("month", "year") if grain in grains]
    triggers = sum(1 for _, word in view.hits if word.rows)
    if triggers >= 3:
        found.append("triggers")
    if triggers >= _MANY:
        found.append("many")
    if len(words) > _LONG:
        found.append("long")
    elif len(words) < _SHORT:
        found.append("short")
    if not structure("question").isdisjoint(words):
        found.append("question")
    if not structure("opinion").isdisjoint(words):
        found.append("opinion")
    kinds = _kinds()
    counts = Counter(name for k in positions(kinds.get, words) for name in kinds[words[k]])
    for name, count in counts.items():
        found.append(f"words_{name}")
        found += [f"words_{name}_{least}" for least in (2, 4) if count >= least]
    if view.figure_of_people():
        found.append("figure_near")
    if any(item.place for item in view.items):
        found.append("place_near")
    return found


def signals(view: View, candidate: Candidate) -> list[str]:
    """Signals of one trigger."""
    i, words, reading = candidate.first, view.words, candidate.reading
    lo, hi = view.clause(i)
    found = [
        f"type_{candidate.event_type}",
        f"type_{candidate.event_type}+{reading.pos}",
        reading.pos + reading.tense,
    ]
    before = words[i - 1] if i > view.first else ""
    near = words[max(view.first, i - 3) : i]
    unreal = candidate.modality != "asserted"
    relative = not structure("relative").isdisjoint(near)
    said = [k for k in view.sayings if k < i]
    tests = {
        "definite": reading.definite,
        "owned": bool(reading.suffix),
        "unreal": unreal,
        "topic": before in group("topic"),
        "initial": i - view.first <= 1 or before in (":", "-", "ـ"),
        "relative": relative,
        "relative_next": not structure("relative").isdisjoint(words[candidate.stop : candidate.stop + 3]),
        "temporal": not structure("temporal").isdisjoint(near),
        "said": bool(said),
        "reported": bool(said) and i - said[-1] <= 5,
        "supported": candidate.supported,
        "figure": bool(candidate.figures),
        "figure_main": bool(candidate.figures) and not relative and not unreal,
        "source": bool(candidate.sources),
        "target": bool(candidate.targets),
        "place": any(item.place for item in view.items_in(lo, hi)),
        "people_next": any(people(item) for item in view.items_in(i + 1, min(hi, i + 5))),
        "verb_main": reading.tense == "P" and not relative and not unreal,
        "by": any(item.prep == "by" for item in view.items_in(i + 1, min(hi, i + 16))),
        "undergone": not structure("undergoing").isdisjoint(words[max(view.first, i - 12) : i]),
        "date_line": words[view.first] in _LISTED or words[view.first].isdigit(),
        "definite_bare": reading.definite and not candidate.figures and not candidate.supported,
    }
    found += [name for name, held in tests.items() if held]
    found += ["after_" + name for name, members in _PREPOSITIONS.items() if before in members]
    if reading.proclitic[-1:] in ("ب", "ل", "ك"):
        found.append("glued_" + reading.proclitic[-1])
    return found
