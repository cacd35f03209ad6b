"""Whose body a bare office or institution is, by the sentence around: قالت تركيا إن الجيش, استقبل الملك وزير الدفاع.

A state, or who speaks for one, tells of its own army; a head of state or of government deals with his own ministers.
A state that demands something of a government, or tells of one, means another's: طالبت فرنسا الحكومة.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from etl.actors.drafts import View
from etl.actors.knowledge import PERSON, Alias, Entry, Knowledge, Nisba, Office, Title
from etl.syntax.graph import Graph
from etl.syntax.trees import Trees
from etl.text import Hit, fold

# Who speaks for a state, by kind of body and by sector of a person.
_BODIES, _SECTORS = frozenset({"state", "government", "military", "police"}), frozenset({"GOV", "MIL", "SPY", "COP"})
# Offices that others of the same state answer to.
_HEADS = frozenset({"president", "pm", "king", "emir", "sultan", "crown-prince"})
_TITLES = frozenset({"office", "rank"})
_OBJECTS = frozenset({"obj", "iobj"})
_GOVERNMENT = "government"


class Said(NamedTuple):
    """The country that the sentence points at, and whether the body is its own or another's."""

    country: str
    is_own: bool


class Clauses:
    """The clauses of one document."""

    def __init__(self, known: Knowledge, view: View, trees: Trees, at: Mapping[int, Hit[Entry]], month: str) -> None:
        self._known = known
        self._view = view
        self._trees = trees
        self._at = at
        self._month = month
        self._tells, self._deals = known.cues["tells"], known.cues["deals"]
        self._verbs = self._tells | self._deals

    def said(self, hit: Hit[Entry], home: str | None, institution: str = "") -> Said | None:
        """Whose body ``hit`` is or is not, where the subject of a verb above it says so.

        ``home``: the country that nearly all of the document points at, of which nothing new can be said.
        """
        if not self._may(hit, home):
            return None
        i = self._view.position[hit.first]
        graph = self._trees.at(i)
        below = i
        for up in graph.ancestors(i):
            subject = next((k for k in graph.kids(up) if graph.label(k) == "nsubj" and k != below), -1)
            if subject >= 0:
                return self._of_subject(graph, (up, subject, below), institution)
            if graph.tag(up) == "VERB" and graph.label(below) != "nsubj":
                return None  # who acts is not said
            below = up
        return None

    def _may(self, hit: Hit[Entry], home: str | None) -> bool:
        """Before it stand another country, and a verb of telling or the country itself at once: trees are costly."""
        words, sentence = self._view.words, self._view.sentence(hit.first)
        first, abroad, verb = hit.first, False, False
        while first and self._view.sentence(first - 1) == sentence and not (abroad and verb):
            first -= 1
            found = self._at.get(first)
            if found and not abroad and self._country(found) not in (None, home):
                abroad, verb = True, verb or found.stop == hit.first
            verb = verb or words[first] in self._verbs or words[first][1:] in self._verbs
        return abroad and verb

    def _of_subject(self, graph: Graph, arcs: tuple[int, int, int], institution: str) -> Said | None:
        """``arcs``: a verb, its subject, and what leads from it to the body."""
        verb, subject, below = arcs
        first, stop = graph.phrase(subject)
        hits = [self._at[at] for at in range(self._view.index(first), self._view.index(stop)) if at in self._at]
        country = next((country for hit in hits if (country := self._country(hit))), None)
        if country is None:
            return None
        names = {fold(name) for name in graph.names(verb)}
        is_told = graph.label(below) == "ccomp"
        if self._is_state(self._at.get(self._view.index(subject))) and (
            (is_told and institution == _GOVERNMENT) or graph.label(below) in _OBJECTS
        ):
            return Said(country, False)
        if is_told:
            return Said(country, True) if self._speaks(hits) and not self._tells.isdisjoint(names) else None
        is_above = any(self._is_head(hit) for hit in hits) and not self._deals.isdisjoint(names)
        return Said(country, True) if is_above else None

    def _country(self, hit: Hit[Entry]) -> str | None:
        """The country that a name or an adjective of nationality points at."""
        for value in hit.values:
            if isinstance(value, Nisba) and not value.conditional:
                return value.country
            if isinstance(value, Alias) and (value.actor.kind in _BODIES or value.actor.sector in _SECTORS):
                return value.actor.country
        return None

    @staticmethod
    def _is_state(hit: Hit[Entry] | None) -> bool:
        """A state or its capital by its bare name."""
        values = hit.values if hit else ()
        return any(isinstance(v, Alias) and (v.actor.kind == "state" or v.condition == "metonym") for v in values)

    @staticmethod
    def _speaks(hits: list[Hit[Entry]]) -> bool:
        """A state, a body of one, or somebody with an office or a rank."""
        for hit in hits[:2]:
            for value in hit.values:
                if isinstance(value, Alias):
                    return value.actor.kind in _BODIES or value.actor.sector in _SECTORS
                if isinstance(value, Office) or (isinstance(value, Title) and value.kind in _TITLES):
                    return True
        return False

    def _is_head(self, hit: Hit[Entry]) -> bool:
        for value in hit.values:
            if isinstance(value, Office):
                return value.code in _HEADS
            if isinstance(value, Alias) and value.actor.kind == PERSON and self._month:
                country, roles = value.actor.country or "", self._known.roles
                return any(value.actor.actor_id in roles.holders(code, country, self._month) for code in _HEADS)
        return False
