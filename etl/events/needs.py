"""Conditions on mentions: does what the trigger needs stand near it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.documents import Figure
    from etl.events.items import Item
    from etl.events.lexicon import Reading
    from etl.events.sentences import View

ARMED = frozenset({"military", "armed_group", "police"})
POLITICAL = frozenset(
    {
        "person",
        "state",
        "government",
        "igo",
        "party",
        "armed_group",
        "ngo",
        "military",
        "police",
    }
)
POWERS = frozenset({"state", "government", "military", "police"})
AUTHORITIES = POWERS | {"armed_group", "igo"}
PEOPLE = frozenset({"person", "population"})


_HUMAN_KINDS = frozenset(
    {
        "killed",
        "injured",
        "displaced",
        "returned",
        "evacuated",
        "missing",
        "detained",
        "besieged",
    }
)


def counts_people(figure: Figure) -> bool:
    """A figure of people, by its unit or by what the figures layer says happened to them."""
    bare = figure.unit == "count" and figure.counted is None  # قتل سبعة: a number alone after such a verb is of people
    return bare or figure.unit in ("persons", "households") or figure.kind in _HUMAN_KINDS


def armed(item: Item) -> bool:
    """An actor with weapons; a state counts, for it is named for its army (قصفت إسرائيل)."""
    return item.actor is not None and (item.actor.kind in ARMED or item.actor.kind == "state")


def political(item: Item) -> bool:
    return item.actor is not None and item.actor.kind in POLITICAL


def people(item: Item) -> bool:
    """Someone who can be hurt or taken: an actor of flesh and blood, or a figure of people."""
    if item.figure is not None:
        return counts_people(item.figure)
    return item.actor is not None and item.actor.kind in PEOPLE | ARMED


def argument_holds(name: str, view: View, i: int, reading: Reading) -> bool:
    """Whether the kind of mention ``name`` stands where a trigger at token ``i`` needs it."""
    lo, hi = view.clause(i)
    if name == "any":
        return any(item.kind != "date" for item in view.items_in(lo, hi))
    if name == "actor":
        return any(item.actor for item in view.items_in(lo, hi))
    if name == "armed":
        return any(armed(item) for item in view.items_in(lo, hi)) or view.has_word("armed", lo, hi)
    if name == "persons":
        lo, hi = max(lo, i - 6), min(hi, i + 8)
        return any(people(item) for item in view.items_in(lo, hi)) or view.has_word("persons", lo, hi)
    if name in ("persons_next", "persons_object"):
        hi = min(hi, i + (4 if name == "persons_next" else 7))
        return any(people(item) for item in view.items_in(i + 1, hi)) or view.has_word("persons", i + 1, hi)
    if name == "place":
        return any(item.place for item in view.items_in(lo, hi))
    if name == "place_next":
        return any(item.place for item in view.items_in(i + 1, min(hi, i + 4)))
    if name == "placeorland":
        return any(item.place for item in view.items_in(lo, hi)) or view.has_word("landnoun", i + 1, min(hi, i + 8))
    if name == "placeorpersons":
        return any(item.place or people(item) for item in view.items_in(i + 1, min(hi, i + 8))) or view.has_word(
            "persons", i + 1, min(hi, i + 5)
        )
    if name in ("figure", "figure_next", "none_figure"):
        hi = min(hi, i + 4) if name == "figure_next" else hi
        found = any(item.figure and people(item) for item in view.items_in(lo if name == "figure" else i + 1, hi))
        return not found if name == "none_figure" else found
    if name == "population":
        lo, hi = max(lo, i - 7), min(hi, i + 7)
        return view.has_word("population", lo, hi) or any(
            (item.figure and people(item)) or (item.actor and item.actor.kind == "population")
            for item in view.items_in(lo, hi)
        )
    if name == "figure_population":
        hi = min(hi, i + 7)
        lo = max(lo, i - 6) if reading.pos == "verb" else i + 1
        return any(item.figure and people(item) for item in view.items_in(lo, hi)) and view.has_word(
            "population", lo, hi
        )
    if name == "refugee":
        return view.has_word("refugee", max(lo, i - 4), min(hi, i + 6))
    if name == "politics":
        return any(political(item) for item in view.items_in(lo, hi))
    if name in ("politics_subject", "armed_subject"):
        return any((political if name[0] == "p" else armed)(item) for item in view.subject_items(i, reading))
    if name in ("politics_object", "armed_object"):
        test = political if name[0] == "p" else armed
        return any(test(item) for item in view.items_in(i + 1, min(hi, i + 8)))
    if name in ("person", "person_next"):
        hi = min(hi, i + 5) if name == "person_next" else hi
        return any(
            item.actor and item.actor.kind == "person" for item in view.items_in(lo if name == "person" else i + 1, hi)
        )
    raise ValueError(f"unknown argument kind {name!r}")
