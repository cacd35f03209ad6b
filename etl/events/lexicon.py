"""The tables of the event coder: what tells of an event, who plays what around it, what it hangs under."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from etl.syntax.classes import noun_classes
from etl.syntax.graph import Graph, names
from etl.syntax.parsing import node
from etl.tables import read_csv
from etl.text import Memo

#: Triggers of no event: set phrases that stop the search for others.
NO_EVENT = "none"


@dataclass(frozen=True, slots=True)
class Condition:
    """One of ``words`` or ``classes`` stands in ``slot`` of the tree around a word."""

    slot: str
    preposition: str
    words: frozenset[str]
    classes: frozenset[str]

    def holds(self, graph: Graph, i: int) -> bool:
        return any(self._is(graph, k) for k in _slot(graph, i, self.slot, self.preposition))

    def _is(self, graph: Graph, k: int) -> bool:
        if not self.words.isdisjoint(graph.names(k)):
            return True
        if "figure" in self.classes and any(graph.label(n) == "nummod" for n in graph.kids(k)):
            return True
        return bool(self.classes) and not self.classes.isdisjoint(classes_of(graph, k))


@dataclass(frozen=True, slots=True)
class Row:
    """What makes a word a candidate.

    ``row_id`` is the event type, the first lemma and the place among the lines of ``triggers.csv`` that have both;
    ``type/lemma/seen-pos`` for a line of ``event_seen.csv``.
    """

    row_id: str
    #: Number of the row in its table, from 0.
    order: int
    event_type: str
    #: What else the words of this row may tell of.
    others: tuple[str, ...]
    pos: str
    frame: str
    needs: tuple[Condition, ...] = ()
    forbids: tuple[Condition, ...] = ()
    table: str = "triggers.csv"

    def fits(self, graph: Graph, i: int) -> bool:
        return all(c.holds(graph, i) for c in self.needs) and not any(c.holds(graph, i) for c in self.forbids)


class Support(NamedTuple):
    """A verb that hands its arguments to the event noun in ``slot``: pairs of (its own slot, role in that event)."""

    slot: str
    gives: tuple[tuple[str, str], ...]


class Operator(NamedTuple):
    """A word that says whether the event in ``slot`` happened."""

    slot: str
    modality: str
    types: frozenset[str]


def classes_of(graph: Graph, i: int) -> tuple[str, ...]:
    """Classes of the noun at ``i``, () for other words."""
    return _CLASSES[graph.tag(i)][graph.form(i)]


def _classes(tag: str, form: str) -> tuple[str, ...]:
    table = noun_classes()
    top = node(form, tag)[1]
    called = (top.lemma,) if top is not None else ()
    return next((table[name] for name in (*called, *names(tag, form)) if name in table), ())


#: Part of speech to word to its classes, computed once for the vocabulary.
_CLASSES = Memo(lambda tag: Memo(partial(_classes, tag)))


def _slot(graph: Graph, i: int, slot: str, preposition: str) -> list[int]:
    kids = graph.kids(i)
    if slot == "subj":
        return [k for k in kids if graph.label(k).startswith("nsubj")]
    if slot == "subjpass":
        return [k for k in kids if graph.label(k) == "nsubj:pass"]
    if slot == "ucomp":
        return [k for k in kids if graph.label(k) in ("ccomp", "xcomp", "csubj", "obj", "obl", "nmod")]
    if slot == "obj":
        return [k for k in kids if graph.label(k) == "obj"]
    if slot == "gen":
        return [k for k in kids if graph.label(k) in ("nmod", "flat", "nummod") and not graph.preposition(k)]
    if slot == "adj":
        return [k for k in kids if graph.label(k) == "amod"]
    if slot == "pp":
        found = [k for k in kids if graph.label(k) in ("obl", "nmod", "acl", "advmod") and graph.preposition(k)]
        return [k for k in found if graph.preposition(k) == preposition] if preposition else found
    if slot == "dep":
        return [k for kid in kids for k in (kid, *graph.kids(kid))]
    if slot == "gov":
        return [up for up, _ in zip(graph.ancestors(i), range(2), strict=False)]
    if slot == "self":
        return [i]
    if slot == "next":
        return [i + 1] if i + 1 < graph.stop else []
    return [k for k in range(graph.first, graph.stop) if k != i]


class StandsFor(NamedTuple):
    """Which places a general noun may stand for."""

    #: Of ``places.csv``.
    features: frozenset[str]
    #: Only such as have the noun in their name: المطار is an airport.
    is_called: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, by word."""

    #: Groups of words.
    words: dict[str, frozenset[str]]
    #: (pos, lemma or form) -> rows in order.
    triggers: dict[tuple[str, str], tuple[Row, ...]]
    #: First word of a fixed pair -> second words with their rows.
    pairs: dict[tuple[str, str], tuple[tuple[str, Row], ...]]
    #: frame -> slot -> roles, likelier first.
    frames: dict[str, dict[str, tuple[str, ...]]]
    support: dict[tuple[str, str], tuple[Support, ...]]
    operators: dict[tuple[str, str], tuple[Operator, ...]]
    #: event type -> what its words may also tell of
    alternatives: dict[str, tuple[str, ...]]
    #: (tag, lemma) -> what it tells in annotated news, oftener first
    seen: dict[tuple[str, str], tuple[str, ...]]
    #: The same as rows, for words that ``triggers.csv`` does not list
    unlisted: dict[tuple[str, str], Row]
    #: General noun -> the places that it may stand for.
    stands_for: dict[str, StandsFor]
    #: Lemmas and forms that a trigger begins with.
    keys: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    groups = {row["group"]: frozenset(row["words"].split()) for row in read_csv("event_words.csv")}
    triggers: dict[tuple[str, str], tuple[Row, ...]] = {}
    pairs: dict[tuple[str, str], tuple[tuple[str, Row], ...]] = {}
    count: dict[str, int] = {}
    for order, line in enumerate(read_csv("triggers.csv")):
        lemmas = line["lemmas"].split()
        event_type, *others = line["event_type"].split("|")
        stem = f"{event_type}/{lemmas[0]}"
        count[stem] = count.get(stem, 0) + 1
        row = Row(
            stem if count[stem] == 1 else f"{stem}/{count[stem]}",
            order,
            event_type,
            tuple(others),
            line["pos"],
            line["frame"],
            _conditions(line["needs"], groups),
            _conditions(line["forbids"], groups),
        )
        for lemma in lemmas:
            first, _, second = lemma.partition("_")
            if second:
                pairs[row.pos, first] = (*pairs.get((row.pos, first), ()), (second, row))
            else:
                triggers[row.pos, first] = (*triggers.get((row.pos, first), ()), row)
    frames: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in read_csv("event_frames.csv"):
        frames.setdefault(line["frame"], {})[line["slot"]] = tuple(line["role"].split("|"))
    alternatives = {row["event_type"]: tuple(row["alternatives"].split()) for row in read_csv("event_alternatives.csv")}
    stands_for = {
        noun: StandsFor(frozenset(row["features"].split("|")), bool(row["called"]))
        for row in read_csv("event_place_nouns.csv")
        for noun in row["nouns"].split()
    }
    seen = {(row["tag"], row["lemma"]): tuple(row["event_types"].split()) for row in read_csv("event_seen.csv")}
    unlisted = _unlisted(seen, triggers)
    keys = frozenset(name for _, name in (*triggers, *pairs, *unlisted))
    return Lexicon(
        groups, triggers, pairs, frames, _support(), _operators(), alternatives, seen, unlisted, stands_for, keys
    )


def _unlisted(
    seen: dict[tuple[str, str], tuple[str, ...]], triggers: dict[tuple[str, str], tuple[Row, ...]]
) -> dict[tuple[str, str], Row]:
    """Rows of words seen to tell of events, with the frame of most words of that part of speech and type."""
    frames: dict[tuple[str, str], Counter[str]] = {}
    for (pos, _), rows in triggers.items():
        for row in rows:
            frames.setdefault((pos, row.event_type), Counter())[row.frame] += 1
    found = {}
    for order, ((tag, lemma), (event_type, *_)) in enumerate(seen.items()):
        pos = tag.lower()
        usual = frames.get((pos, event_type)) or frames["noun", event_type]
        frame = min(usual, key=lambda name: (-usual[name], name))
        name = f"{event_type}/{lemma}/seen-{pos}"
        found[tag, lemma] = Row(name, order, event_type, (), pos, frame, table="event_seen.csv")
    return found


def _conditions(cell: str, groups: dict[str, frozenset[str]]) -> tuple[Condition, ...]:
    found = []
    for part in cell.split():
        slot, _, items = part.partition(":")
        slot, _, preposition = slot.partition("-")
        words: set[str] = set()
        classes: set[str] = set()
        for item in items.split("|"):
            if item.startswith("@"):
                words |= groups[item[1:]]
            elif item.startswith("%"):
                classes.add(item[1:])
            else:
                words.add(item)
        found.append(Condition(slot, preposition, frozenset(words), frozenset(classes)))
    return tuple(found)


def _support() -> dict[tuple[str, str], tuple[Support, ...]]:
    found: dict[tuple[str, str], tuple[Support, ...]] = {}
    for row in read_csv("support_verbs.csv"):
        gives = tuple((slot, role) for slot, _, role in (pair.partition("=") for pair in row["gives"].split()))
        for lemma in row["lemmas"].split():
            key = (row["pos"], lemma)
            found[key] = (*found.get(key, ()), Support(row["noun_slot"], gives))
    return found


def _operators() -> dict[tuple[str, str], tuple[Operator, ...]]:
    found: dict[tuple[str, str], tuple[Operator, ...]] = {}
    for row in read_csv("operators.csv"):
        operator = Operator(row["slot"], row["modality"], frozenset(row["types"].split()))
        for lemma in row["lemmas"].split():
            key = (row["pos"], lemma)
            found[key] = (*found.get(key, ()), operator)
    return found
