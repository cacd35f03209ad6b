"""Does a state, a capital or an adjective of nationality act here, or is it only where something happens?

Countries and capitals are decided by a logistic model over the words around and the tree, fitted by
``tools/fit_acting.py`` on annotated articles; adjectives by the noun that they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from etl.actors.drafts import View
from etl.actors.knowledge import Alias, Entry
from etl.linear import Binary, load
from etl.syntax.clusters import cluster
from etl.syntax.graph import Graph
from etl.syntax.trees import Trees
from etl.tables import read_csv
from etl.text import Hit, fold

# A hashtag has hardly more words.
_TAG_REACH, _TAG_LENGTH = 6, 60
# What stands of a tag before a name in it, and what may follow up to the end of the line.
_IN_TAG = re.compile(r"#[^\s#]*$")
_ONLY_TAGS = re.compile(r"[\w]*(?:\s*#\w+)*[ \t.!…]*$", re.MULTILINE)

# Between the name and the word that decides stands at most a noun that it is hung on by mistake: سلم مطلوبا إلى فرنسا.
_SLOT_REACH = 2

#: What a country is called where it acts, by kind of the name.
STATE, CAPITAL = "state", "capital"


def kind_of(alias: Alias) -> str | None:
    """How the alias names a country that may act, None for what needs no judging."""
    return CAPITAL if alias.condition == "metonym" else STATE if alias.actor.kind == "state" else None


class Slot(NamedTuple):
    """A row of ``actor_slots.csv``: what a state is behind one of ``prepositions``."""

    prepositions: frozenset[str]
    acts: bool


@cache
def _slots() -> dict[str, tuple[Slot, ...]]:
    """Folded lemma of the governor -> its rows."""
    found: dict[str, tuple[Slot, ...]] = {}
    for row in read_csv("actor_slots.csv"):
        slot = Slot(frozenset(map(fold, row["prepositions"].split())), row["is"] == "state")
        for word in row["words"].split():
            found[fold(word)] = (*found.get(fold(word), ()), slot)
    return found


@cache
def _model() -> Binary:
    return Binary(load("actors/acting"))


class Acting:
    """Judges the hits of one document."""

    def __init__(self, view: View, trees: Trees, cues: Mapping[str, frozenset[str]]) -> None:
        self._view = view
        self._trees = trees
        self._nouns = cues["act_noun"]
        self._nature = cues["nature"]
        self._visits = cues["visit"]

    def acts(self, hit: Hit[Entry], kind: str) -> bool:
        """A country's name, or a capital that stands for its government, that acts or is acted upon."""
        if self._is_tag(hit):
            return False
        told = self._told(hit)
        if told is not None:
            return told
        is_acting = _model().score(features(self._view, self._trees, hit, kind)) > 0
        return is_acting and not self._is_struck(hit) and not (kind == CAPITAL and self._is_visited(hit))

    def _told(self, hit: Hit[Entry]) -> bool | None:
        """What ``actor_slots.csv`` says of the place of ``hit`` in its sentence, None for nothing."""
        i = self._view.position[hit.first]
        graph = self._trees.at(i)
        i = graph.first_joined(i)
        preposition = graph.preposition(i) or "."
        for up in islice(graph.ancestors(i), _SLOT_REACH):
            for slot in (slot for name in graph.names(up) for slot in _slots().get(fold(name), ())):
                if fold(preposition) in slot.prepositions:
                    return slot.acts
            if graph.tag(up) == "VERB":
                break
        return None

    def _is_tag(self, hit: Hit[Entry]) -> bool:
        """In one of the hashtags that a line ends with, which say what it is about: ... #زلزال_المغرب #الحوز."""
        text = self._view.original
        first, last = self._view.position[hit.first], self._view.position[hit.stop - 1]
        if "#" not in text.words[max(0, first - _TAG_REACH) : first]:
            return False
        start, end = text.raw_span(text.starts[first], text.ends[last])
        return bool(_IN_TAG.search(text.raw, max(0, start - _TAG_LENGTH), start) and _ONLY_TAGS.match(text.raw, end))

    def _is_visited(self, hit: Hit[Entry]) -> bool:
        """The goal of a visit, whatever part the tree gives it: زار الوزير بيروت, وصل بغداد رئيس الوزراء.

        The owner of a noun is none (وصل مبعوث واشنطن), nor what itself arrives at something (وصلت بغداد إلى اتفاق).
        """
        i = self._view.position[hit.first]
        graph = self._trees.at(i)
        if graph.preposition(i) not in ("", "إلى"):
            return False
        i = graph.first_joined(i)
        up = graph.head(i)
        if 0 <= up == i - 1 and graph.tag(up) == "NOUN" and not graph.definite(up) and not self._is_visit(graph, up):
            return False
        verb = next((k for k in graph.ancestors(i) if graph.tag(k) == "VERB" or self._is_visit(graph, k)), -1)
        if verb < 0 or not self._is_visit(graph, verb):
            return False
        stop = self._view.position[hit.stop - 1] + 1
        return not (verb == i - 1 and graph.form(verb).endswith("ت") and _seen(graph, stop)[0] == "إلى")

    def _is_visit(self, graph: Graph, i: int) -> bool:
        return not self._visits.isdisjoint(map(fold, graph.names(i)))

    def _is_struck(self, hit: Hit[Entry]) -> bool:
        """What an earthquake or a storm strikes or is called after: ضرب زلزال تركيا وسوريا."""
        i = self._view.position[hit.first]
        graph = self._trees.at(i)
        i = graph.first_joined(i)
        up = graph.head(i)
        if up < 0 or graph.label(i) == "nsubj":
            return False
        nouns = (i, up, graph.head(up), *(k for k in graph.kids(up) if graph.label(k) == "nsubj"))
        return any(k >= 0 and fold(graph.form(k)) in self._nature for k in nouns)

    def begins_clause(self, hit: Hit[Entry]) -> bool:
        """A verb stands right behind the name: وقطر تعرض المساعدة."""
        last = self._view.position[hit.stop - 1]
        graph = self._trees.at(last)
        return last + 1 < graph.stop and graph.tag(last + 1) in ("VERB", "AUX")

    def nisba(self, hit: Hit[Entry]) -> bool:
        """An adjective of nationality on a noun of action: الغارات الروسية, القصف السوري والروسي."""
        i = self._view.position[hit.first]
        graph = self._trees.at(i)
        noun = graph.modified(i)
        return noun >= 0 and not self._nouns.isdisjoint(_names(graph, noun))

    def stands_alone(self, hit: Hit[Entry]) -> bool:
        """A plural that is no adjective of a noun: يقول الفلسطينيون, but not المسؤولين الروس."""
        i = self._view.position[hit.first]
        return self._trees.at(i).modified(i) < 0


def _names(graph: Graph, i: int) -> set[str]:
    return {fold(name).removeprefix("ال") for name in graph.names(i)}


def features(view: View, trees: Trees, hit: Hit[Entry], kind: str) -> list[str]:
    """What speaks for the country of ``hit`` acting."""
    first = view.position[hit.first]
    graph = trees.at(first)
    stop = min(view.position[hit.stop - 1] + 1, graph.stop)
    form = graph.form(first)
    proclitic, name = form[: hit.prefix], form[hit.prefix :]
    before, tag_before, lemma_before = _seen(graph, first - 1)
    after, tag_after, lemma_after = _seen(graph, stop)
    second, last = _seen(graph, first - 2)[0], _seen(graph, stop + 1)[0]
    relation, up = graph.relation(first), graph.head(first)
    governor, governor_tag = (graph.lemma(up), graph.tag(up)) if up >= 0 else ("ROOT", "")
    preposition = graph.preposition(first)
    found = [
        "bias",
        kind,
        f"name={name} {' '.join(graph.form(k) for k in range(first + 1, stop))}",
        f"proclitic={proclitic} {kind}",
        f"before={before}",
        f"before={before} {kind}",
        f"before={second} {before}",
        f"second={second}",
        f"after={after}",
        f"after={after} {kind}",
        f"after={after} {last}",
        f"starts={min(first - graph.first, 2)} {proclitic} {kind}",
        f"before={tag_before} {proclitic} {kind}",
        f"after={tag_after} {proclitic} {kind}",
        f"around={tag_before} {tag_after} {proclitic}",
        f"lemma before={lemma_before}",
        f"lemma after={lemma_after}",
        f"label={graph.label(first)} {kind}",
        f"relation={relation}",
        f"governor={governor} {relation}",
        f"governor={governor}",
        f"governor={governor_tag} {relation} {kind}",
        f"governor={cluster(governor_tag, governor)[1]} {relation}",
        f"preposition={preposition} {kind}",
        f"preposition={preposition} {governor}",
        f"side={up > first} {relation}",
        *(f"has={graph.label(k)} {graph.tag(k)}" for k in graph.kids(first)),
    ]
    top = graph.head(up) if up >= 0 else -1
    if top >= 0:
        found += [
            f"top={graph.lemma(top)} {relation}",
            f"top={graph.relation(up)} {relation}",
            f"top={cluster(graph.tag(top), graph.lemma(top))[1]} {relation}",
        ]
    if graph.label(first) == "conj" and up >= 0:
        found += [f"joined={graph.relation(up)}", f"joined={graph.lemma(top) if top >= 0 else ''} {graph.relation(up)}"]
    return found


def _seen(graph: Graph, i: int) -> tuple[str, str, str]:
    """Form, tag and lemma of the word at ``i``, dashes outside of the sentence."""
    return (graph.form(i), graph.tag(i), graph.lemma(i)) if graph.first <= i < graph.stop else ("-", "-", "-")
