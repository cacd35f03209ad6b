"""Who acts and who suffers around an event noun: genitive, adjective, prepositions, possessive pronoun."""

from __future__ import annotations

from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.needs import POWERS, counts_people, people
from etl.events.roles import are_of, assign
from etl.events.sentences import View

# Between a noun and its genitive stand at most an adjective or two (القصف العنيف المستمر).
_GENITIVE_REACH = 3
_NISBA_REACH = 2
_OBJECT_REACH = 5
# From "the dead" to the verb of how many they are.
_TOLL_REACH = 14
# What only powers do.
_BY_POWERS = frozenset({"arrest", "release", "deportation", "conviction", "execution", "ban"})
# Tokens between a verb and the noun that it takes.
_TAKING = 8


def bind_noun(view: View, candidate: Candidate, frame: dict[str, str], right: list[Item]) -> None:
    i, stop = candidate.first, candidate.stop
    if candidate.reading.suffix and "suffix" in frame:
        find = _victim if frame["suffix"] == "target" else _owner
        owner = find(view, i, candidate.reading.suffix)
        if owner is not None:
            assign(candidate, frame["suffix"], owner)
    role, previous = "", None
    for item in right:
        if item.first < stop:
            if item.figure is not None and "genitive" in frame:
                assign(candidate, "target", item)
            continue
        near = item.first - (previous.stop if previous is not None else stop) <= _GENITIVE_REACH
        if item.prep == "nisba":
            role = frame.get("nisba", "") if item.first - stop <= _NISBA_REACH and not candidate.sources else ""
        elif item.prep == "counted":
            pass
        elif item.prep == "":
            if near and previous is None and not candidate.reading.definite and not candidate.reading.suffix:
                role = frame.get("genitive", "")
                if role == "target" and _does_it(candidate, item, right):
                    role = "source"
                    assign(candidate, role, item)
                    role, previous = "target", None  # توقيف القضاء الرئيس السابق: whom it struck stands behind
                    struck = next((m for m in right if m.first > item.first and m.prep == "" and people(m)), None)
                    if struck is not None and struck.first - item.stop <= _OBJECT_REACH:
                        assign(candidate, role, struck)
                    continue
                if item.head and role in ("either", "source"):
                    role = "target"
            elif near and role in ("source", "either") and frame.get("ل"):
                role = "target" if item.actor or item.figure else ""
            else:
                role = ""
        elif item.prep == "و":
            role = role if near else ""
        elif previous is not None and are_of(previous, item):
            pass
        elif item.prep == "ل" and candidate.row.frame in ("act", "strike") and _hits_something(view, i):
            role = "target"  # استهدفت الغارات تجمعات للتنظيم
        elif item.prep == "ل" and "علي" in view.words[stop : item.first]:
            role = frame.get("علي", "")  # غارات على مواقع قتالية للتنظيم: whose positions
        else:
            role = frame.get(item.prep, "")
        if role:
            assign(candidate, role, item)
        if item.date is None:
            previous = item
    if candidate.row.frame in ("victims", "patient", "harm"):
        _figure_before_noun(view, candidate)
    if candidate.row.frame == "victims" and not candidate.figures:
        _toll(view, candidate, right)


def _does_it(candidate: Candidate, item: Item, right: list[Item]) -> bool:
    """Whether the power in the genitive acts: no court is arrested; قتل الجيش مدنيين has its victim behind it."""
    if item.actor is None or item.actor.kind not in POWERS:
        return False
    if candidate.event_type in _BY_POWERS:
        return True
    return any(m.first > item.first and m.prep == "" and m.figure is not None and people(m) for m in right)


def _hits_something(view: View, i: int) -> bool:
    """Whether the event noun at ``i`` is the subject of a verb right before it that has an object."""
    for k in (i - 1, i - 2):
        word = view.word_at(k) if k in view.verbs else None
        if word is not None:
            return any(governor.gives == "target" for governor, _ in word.governors)
    return False


def _figure_before_noun(view: View, candidate: Candidate) -> None:
    """خمسة قتلى: the figure that takes in the trigger or ends at it."""
    for item in view.items_in(max(view.first, candidate.first - 8), candidate.first + 1):
        covers = item.first <= candidate.first <= item.stop
        if item.figure is not None and people(item) and covers and item not in candidate.figures:
            candidate.figures.insert(0, item)


def _toll(view: View, candidate: Candidate, right: list[Item]) -> None:
    """بلغت حصيلة القتلى 41 ألفا, حصيلة القتلى تجاوزت 41 ألفا: what the number of the dead has come to."""
    lo, hi = view.clause(candidate.first)
    reaching = structure("reaching")
    if reaching.isdisjoint(view.words[lo : candidate.first]):
        k = next(
            (k for k in range(candidate.stop, min(hi, candidate.stop + _TOLL_REACH)) if view.words[k] in reaching), hi
        )
        right = view.items_in(k, min(hi, k + _GENITIVE_REACH))  # تجاوزت may be part of the figure
    candidate.figures += [item for item in right if item.figure is not None and counts_people(item.figure)][:1]


def _victim(view: View, i: int, suffix: str) -> Item | None:
    """The person whom the pronoun of an event noun means (اعتقالها): the nearest before, or one of a sentence before.

    The subject of the verb that takes the noun is another one: أكدت الشرطة اعتقالها.
    """
    if suffix not in ("ه", "ها"):
        return None
    taking = next((k for k in reversed(view.verbs) if k < i and i - k <= _TAKING), i)
    word = view.word_at(taking)
    if word is None or not (word.speech or word.governors):
        taking = i
    for item in reversed(view.items_in(view.first, taking)):
        if item.actor is not None and item.actor.kind == "person":
            return item
    return view.antecedent


def _owner(view: View, i: int, suffix: str) -> Item | None:
    """The actor that a possessive pronoun points back to: the nearest one before, people for هم.

    The subject of the verb before, if a noun that no table knows (واصلت الدبابات توغلها), owns it and nobody else.
    """
    verb = view.previous_verb(i)
    lo = verb if i - verb == 2 and not view.items_in(verb, i) else view.first
    for item in reversed(view.items_in(lo, i)):
        if item.actor is not None and item.actor.kind != "media" and item.actor.form != "nisba":
            if suffix == "هم" and item.actor.kind == "state":
                continue
            return item
    return None
