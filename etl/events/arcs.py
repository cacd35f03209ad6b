"""What the tables say of the arcs of a sentence: slots, support verbs, operators. Each question is answered once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from etl.events.lexicon import Operator, lexicon
from etl.syntax.clusters import cluster
from etl.syntax.graph import Graph

_KINDS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "AUX": "verb", "ADP": "particle",
          "PART": "particle", "SCONJ": "particle", "ADV": "particle", "CCONJ": "particle", "DET": "noun"}  # fmt: skip
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl"})
_PARTICLES = frozenset({"mark", "advmod", "case", "aux"})
#: Arcs up to which an operator reaches.
_REACH = 6


class Over(NamedTuple):
    """An operator over a trigger."""

    lemma: str
    #: Arcs between it and the trigger.
    distance: int
    operator: Operator


class Seen(NamedTuple):
    """A word and what it hangs on."""

    lemma: str
    tag: str
    label: str
    #: With the preposition.
    relation: str
    preposition: str
    coarse: str
    fine: str
    #: Position of the governor, -1 for a root.
    up: int
    governor: str
    governor_tag: str
    governor_coarse: str
    governor_fine: str


class Arcs:
    """One sentence: its tree, and the answers of the tables so far."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._slots: dict[tuple[int, int], str] = {}
        self._paths: dict[tuple[int, int], str | None] = {}
        self._supports: dict[int, list[tuple[int, dict[str, str]]]] = {}
        self._operators: dict[int, list[Over]] = {}
        self._seen: dict[int, Seen] = {}

    def path(self, a: int, b: int) -> str | None:
        """:meth:`Graph.path`."""
        if (a, b) not in self._paths:
            self._paths[a, b] = self.graph.path(a, b)
        return self._paths[a, b]

    def slot(self, trigger: int, entity: int) -> str:
        """The slot of ``frames`` in which ``entity`` stands to ``trigger``, "" where no arc says so."""
        found = self._slots.get((trigger, entity))
        if found is None:
            found = self._slots[trigger, entity] = self._slot(trigger, entity)
        return found

    def _slot(self, trigger: int, entity: int) -> str:
        if trigger == entity:
            return "self"
        graph = self.graph
        head, label = graph.head(entity), graph.label(entity)
        for _ in range(3):  # the second of two joined phrases stands where the first does
            if label not in ("conj", "appos") or head in (trigger, -1):
                break
            entity = head
            head, label = graph.head(entity), graph.label(entity)
        if head == trigger:
            return self._direct(entity, label)
        if graph.head(trigger) == entity:
            return self._described(trigger) if graph.label(trigger) in ("acl", "amod") else ""
        if head >= 0 and graph.head(head) == trigger and graph.lemma(head) in lexicon().words["hands"]:
            return "by"
        return ""

    def _described(self, trigger: int) -> str:
        """The slot of the noun that a clause describes: its subject, if الذي stands for it and no pronoun looks back.

        الجهاديون الذين استولوا عليها: they did; المدينة التي استولوا عليها: they did not.
        """
        graph = self.graph
        subjects = [k for k in graph.kids(trigger) if graph.label(k) == "nsubj"]
        if len(subjects) != 1 or graph.lemma(subjects[0]) not in lexicon().words["relative"]:
            return "head"
        pronouns = {word.pronoun for k in (trigger, *graph.kids(trigger)) if (word := graph.reading(k)) is not None}
        for pronoun in pronouns - {""}:
            if graph.form(subjects[0]) in lexicon().words.get(f"back_{pronoun}", ()):
                return "head"
        return "subj"

    def _direct(self, entity: int, label: str) -> str:
        if label == "nsubj":
            return "subj"
        if label == "nsubj:pass":
            return "subjpass"
        preposition = self.graph.preposition(entity)
        if preposition:
            return "by" if preposition.replace(" ", "_") in lexicon().words["by"] else f"pp-{preposition}"
        if label in ("obj", "iobj"):
            return "obj"
        if label in ("nmod", "flat", "nummod"):
            return "gen"
        return "adj" if label == "amod" else label

    def supports(self, trigger: int) -> list[tuple[int, dict[str, str]]]:
        """Verbs that hand their arguments to the event noun ``trigger``, with the roles of their own slots."""
        found = self._supports.get(trigger)
        if found is None:
            found = self._supports[trigger] = list(self._find_supports(trigger))
        return found

    def _find_supports(self, trigger: int) -> Iterator[tuple[int, dict[str, str]]]:
        graph, table = self.graph, lexicon().support
        at, some = trigger, False
        for _ in range(3):
            up = graph.head(at)
            if up < 0:
                break
            kind = kind_of(graph, up)
            own = self.slot(up, at)
            for name in graph.names(up):
                for support in table.get((kind, name), ()):
                    if support.slot == own or (support.slot in ("obj", "subj") and own in ("obj", "subj", "subjpass")):
                        some = True
                        yield up, dict(support.gives)
            if graph.label(at) not in ("conj", "nmod", "appos") and some:
                break
            at = up

    def operators(self, trigger: int) -> list[Over]:
        """Operators over a trigger, nearest first."""
        found = self._operators.get(trigger)
        if found is None:
            found = self._operators[trigger] = list(self._find_operators(trigger))
        return found

    def _find_operators(self, trigger: int) -> Iterator[Over]:
        graph = self.graph
        at = trigger
        for k in graph.kids(at):
            if k < at:
                yield from self._at(k, 0, own_slots(graph, at))
        for distance in range(1, _REACH + 1):
            up = graph.head(at)
            if up < 0:
                return
            own, label = self.slot(up, at), graph.label(at)
            slots = {own, "any"}
            if label in _CLAUSES or own in ("obj", "gen"):
                slots.add("ucomp")
            if own == "gen":
                slots.add("obj")
            yield from self._at(up, distance, tuple(slots))
            for k in graph.kids(up):
                if k < at and graph.label(k) in _PARTICLES and label != "conj":
                    yield from self._at(k, distance, ("clause",))
            at = up

    def _at(self, i: int, distance: int, slots: tuple[str, ...]) -> Iterator[Over]:
        graph, table = self.graph, lexicon().operators
        kind = kind_of(graph, i)
        for name in graph.names(i):
            for operator in table.get((kind, name), ()):
                if operator.slot in slots:
                    yield Over(name, distance, operator)

    def seen(self, i: int) -> Seen:
        """The word at ``i``."""
        found = self._seen.get(i)
        if found is None:
            graph = self.graph
            lemma, tag, up = graph.lemma(i), graph.tag(i), graph.head(i)
            above, above_tag = (graph.lemma(up), graph.tag(up)) if up >= 0 else ("ROOT", "")
            found = self._seen[i] = Seen(
                lemma, tag, graph.label(i), graph.relation(i), graph.preposition(i), *cluster(tag, lemma),
                up, above, above_tag, *(cluster(above_tag, above) if up >= 0 else ("", "")),
            )  # fmt: skip
        return found

    def verbs(self, a: int, b: int) -> int:
        """Verbs between two words."""
        return self._between(self._verbs, a, b)

    def marks(self, a: int, b: int) -> int:
        """Punctuation marks between two words."""
        return self._between(self._marks, a, b)

    def _between(self, so_far: list[int], a: int, b: int) -> int:
        first, last = (a, b) if a < b else (b, a)
        return so_far[last - self.graph.first] - so_far[first + 1 - self.graph.first] if last > first else 0

    @cached_property
    def _verbs(self) -> list[int]:
        return list(accumulate((tag == "VERB" for tag in self.graph.tags), initial=0))

    @cached_property
    def _marks(self) -> list[int]:
        return list(accumulate((tag == "PUNCT" for tag in self.graph.tags), initial=0))

    @cached_property
    def reports(self) -> bool:
        """Whether a word or a colon says that somebody says something: without one the sentence names no speaker."""
        return ":" in self.graph.forms or any(self.reports_at(i) for i in range(self.graph.first, self.graph.stop))

    def reports_at(self, i: int) -> bool:
        """Whether the word says that somebody says something."""
        graph = self.graph
        return any(_reports(kind_of(graph, i), name) for name in graph.names(i))

    @cached_property
    def before(self) -> list[tuple[int, str, str]]:
        """(position, lemma, modality) of all words of the sentence that may be operators, whatever they govern."""
        graph, table = self.graph, lexicon().operators
        return [
            (i, name, operator.modality)
            for i in range(graph.first, graph.stop)
            for name in graph.names(i)
            for operator in table.get((kind_of(graph, i), name), ())[:1]
            if operator.modality != "report"
        ]


def kind_of(graph: Graph, i: int) -> str:
    """The part of speech of the tables."""
    return _KINDS.get(graph.tag(i), "")


def own_slots(graph: Graph, i: int) -> tuple[str, ...]:
    """Slots of the particles on the word itself."""
    word = graph.reading(i)
    present = word is not None and word.stem is not None and word.stem.tense == "present"
    return ("verb", "clause", "condition", "noun", *(("imperfect",) if present else ()))


@cache
def _reports(kind: str, name: str) -> bool:
    found = lexicon().operators.get((kind, name), ())
    return name in lexicon().words["reporting"] or any(operator.modality == "report" for operator in found)
