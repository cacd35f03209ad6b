"""A document as the event coder sees it: a tree for each sentence, with the mentions of the other layers on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from etl.dates import APART
from etl.documents import ActorMention, Figure, Mention, PlaceMention, TimeExpression
from etl.events.arcs import Arcs
from etl.events.lexicon import classes_of
from etl.syntax.graph import Graph
from etl.syntax.trees import Trees
from etl.text import Text

# Classes of heads by the kind of a resolved actor.
_KINDS = {"person": "person", "state": "state", "government": "org", "military": "armed", "armed_group": "armed",
          "police": "armed", "party": "org", "igo": "org", "ngo": "org", "media": "org", "company": "org",
          "population": "crowd", "other": "org"}  # fmt: skip
# What ends a sentence, but no headline.
_STOPS = frozenset(".؟!?")
# Classes of heads that own no number behind them.
_PEOPLE = frozenset({"person", "official", "armed", "crowd", "state", "country", "org", "name"})
# Code points between a title and the name: a blank, a comma, quotation marks.
_TITLE_GAP = 4


class Entity(NamedTuple):
    """A noun phrase that may take part in an event, whatever its head."""

    #: Token of the head.
    at: int
    sentence: int
    first: int
    stop: int
    #: person | armed | org | state | place ... of the head, "name" for an unknown name, "" for unknown nouns.
    kind: str
    actor: int | None
    place: int | None
    figure: int | None
    #: An adjective of nationality on an event noun: الغارات الروسية.
    is_adjective: bool


@dataclass(frozen=True, slots=True)
class Layers:
    """The mentions of a document that events are made of."""

    figures: tuple[Figure, ...]
    dates: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]


class Page:
    """One document: trees by sentence, entities by sentence, and which mention covers a token."""

    def __init__(self, trees: Trees, layers: Layers, published_on: date | None) -> None:
        text = self.text = trees.text
        self._trees = trees
        self.layers = layers
        self.published_on = published_on
        self._arcs: dict[int, Arcs] = {}
        self.date_at = _covered(layers.dates)
        self.figure_at = _covered(layers.figures)
        self.actor_at = _covered(layers.actors)
        self.place_at = _covered(layers.places)
        #: Token of the title beside a name -> its bearer: وزير الخارجية سامح شكري is one who takes part.
        self.titled = {i: n for n, actor in enumerate(layers.actors) for i in _title(text, actor)}
        #: Those that may be the day of an event.
        self.dates = _by_sentence(layers.dates, len(text.sentences))
        for found in self.dates:
            found[:] = [n for n in found if layers.dates[n].rule not in APART]
        self.figures = _by_sentence(layers.figures, len(text.sentences))
        self._entities_of: dict[int, list[Entity]] = {}
        self._kinds_of: dict[int, frozenset[str]] = {}
        self._names_of: dict[int, frozenset[str]] = {}

    def arcs_of(self, sentence: int) -> Arcs:
        """A sentence and what the tables say of it."""
        found = self._arcs.get(sentence)
        if found is None:
            found = self._arcs[sentence] = Arcs(self._trees.of(sentence))
        return found

    def arcs(self, i: int) -> Arcs:
        """The sentence that token ``i`` stands in."""
        return self.arcs_of(self.text.sentence_of[i])

    def tree(self, sentence: int) -> Graph:
        """The tree of a sentence."""
        return self.arcs_of(sentence).graph

    def graph(self, i: int) -> Graph:
        """The tree that token ``i`` stands in."""
        sentence = self.text.sentence_of[i]
        arcs = self._arcs.get(sentence)  # asked two thousand times a document
        return arcs.graph if arcs is not None else self.tree(sentence)

    def phrases(self, sentence: int) -> list[Entity]:
        """The noun phrases of a sentence that may take part in events."""
        found = self._entities_of.get(sentence)
        if found is None:
            found = self._entities_of[sentence] = self._entities(sentence, self.tree(sentence))
        return found

    def kinds(self, sentence: int) -> frozenset[str]:
        """Kinds of the phrases of a sentence."""
        found = self._kinds_of.get(sentence)
        if found is None:
            found = self._kinds_of[sentence] = frozenset(e.kind for e in self.phrases(sentence))
        return found

    def is_title(self, sentence: int) -> bool:
        """The first line, which no full stop ends."""
        return sentence == 0 and self.text.words[self.text.sentences[0].stop - 1] not in _STOPS

    def names(self, sentence: int) -> frozenset[str]:
        """The proper nouns of a sentence."""
        found = self._names_of.get(sentence)
        if found is None:
            graph = self.tree(sentence)
            proper = (graph.lemma(i) for i in range(graph.first, graph.stop) if graph.tag(i) == "PROPN")
            found = self._names_of[sentence] = frozenset(proper)
        return found

    def since(self, index: int) -> str:
        """How long before the day of publication a date of the layer lies: news, history, or what is to come."""
        expression = self.layers.dates[index]
        if self.published_on is None or expression.date_start is None or expression.date_end is None:
            return "open"
        if expression.date_start > self.published_on:
            return "coming"
        days = (self.published_on - expression.date_end).days
        return "now" if days <= 1 else "week" if days <= 7 else "months" if days <= 200 else "years"

    def is_name(self, i: int) -> bool:
        """Whether token ``i`` is part of a name: تدمر is a town there, and no verb; جبهة تحرير سوريا frees nobody."""
        actor = self.actor_at.get(i)
        return i in self.place_at or (actor is not None and self.layers.actors[actor].form == "name")

    def top(self, mention: Mention) -> int:
        """The token of a mention that governs its others."""
        graph = self.tree(mention.sentence)
        first, stop = max(mention.first, graph.first), min(mention.stop, graph.stop)
        for i in range(first, stop):
            if not first <= graph.head(i) < stop and graph.tag(i) not in ("ADP", "PUNCT", "CCONJ"):
                return i
        return first

    def prefix(self, entity: Entity) -> int:
        """Letters of the first word of a phrase that are conjunction or preposition."""
        word = self.graph(entity.at).reading(entity.first)
        if word is None or word.pos == "PRON":
            return 0
        # An article stays whole behind ب, and is one word with ل: بالهجوم is of الهجوم, للهجوم stays as it is.
        parted = word.preposition and word.pos != "VERB" and not (word.definite and word.preposition == "ل")
        return len(word.conjunction) + (1 if parted else 0)

    def _entities(self, sentence: int, graph: Graph) -> list[Entity]:
        found: list[Entity] = []
        taken: set[int] = set()
        heads = self._mention_heads(graph)
        for i in range(graph.first, graph.stop):
            if i in taken or i in self.date_at:
                continue
            actor, place = self.actor_at.get(i), self.place_at.get(i)
            if actor is None and place is not None and self.layers.places[place].relation == "dateline":
                continue  # where it was written, not where it happened
            if actor is not None or place is not None:
                span = self._span(actor, place, graph)
                if i != heads.get(span, i):
                    continue
                taken.update(range(*span))
            elif not self._is_head(graph, i):
                continue
            first, stop = graph.phrase(i)
            if actor is not None or place is not None:
                first, stop = min(first, span[0]), max(stop, span[1])
            figure = next((self.figure_at[k] for k in range(first, stop) if k in self.figure_at), None)
            if figure is not None and not first <= self.layers.figures[figure].first < stop:
                first = max(graph.first, min(first, self.layers.figures[figure].first))
            kind = self._kind(graph, i, actor, place)
            if kind in _PEOPLE:  # a number behind people is of others: قتل انتحاري 29 شخصا
                stop = next((k for k in range(i + 1, stop) if self._counts_from(k)), stop)
                figure = figure if figure is not None and self.layers.figures[figure].first < stop else None
            found.append(
                Entity(
                    i,
                    sentence,
                    first,
                    stop,
                    kind,
                    actor,
                    place,
                    figure,
                    actor is not None and self.layers.actors[actor].form == "nisba" and graph.tag(i) == "ADJ",
                )
            )
        # A number with a point is several words: of "35.4 in a hundred" the 35 is no phrase beside it.
        counted = {e.figure for e in found if e.kind != "figure"}
        return [e for e in found if e.kind != "figure" or e.figure not in counted]

    def _counts_from(self, i: int) -> bool:
        """A figure begins with token ``i``, which is no ordinal behind its noun."""
        figure = self.figure_at.get(i)
        return figure is not None and self.layers.figures[figure].first == i and self.graph(i).label(i) != "amod"

    def _mention(self, actor: int | None, place: int | None) -> Mention:
        return self.layers.actors[actor] if actor is not None else self.layers.places[place or 0]

    def _span(self, actor: int | None, place: int | None, graph: Graph) -> tuple[int, int]:
        mention = self._mention(actor, place)
        return max(mention.first, graph.first), min(mention.stop, graph.stop)

    def _mention_heads(self, graph: Graph) -> dict[tuple[int, int], int]:
        heads: dict[tuple[int, int], int] = {}
        for i in range(graph.first, graph.stop):
            actor, place = self.actor_at.get(i), self.place_at.get(i)
            if actor is None and place is None:
                continue
            span = self._span(actor, place, graph)
            if span not in heads:
                heads[span] = self.top(self._mention(actor, place))
        return heads

    def _is_head(self, graph: Graph, i: int) -> bool:
        tag, label = graph.tag(i), graph.label(i)
        if tag == "PRON":
            return False
        if tag == "ADJ":
            return label not in ("amod", "flat", "fixed", "advmod")
        if tag == "NUM":
            return i in self.figure_at and label not in ("nummod", "flat", "fixed")
        if tag not in ("NOUN", "PROPN"):
            return False
        return label not in ("flat", "fixed", "amod", "case", "mark")

    def _kind(self, graph: Graph, i: int, actor: int | None, place: int | None) -> str:
        if actor is not None:
            return _KINDS.get(self.layers.actors[actor].kind, "org")
        if place is not None:
            return "country" if self.layers.places[place].feature == "country" else "place"
        classes = classes_of(graph, i)
        if classes:
            return classes[0]
        if graph.tag(i) == "NUM":
            return "figure"
        return "name" if graph.tag(i) == "PROPN" else ""


def _title(text: Text, actor: ActorMention) -> range:
    """Tokens of the title that stands right before or behind the name of ``actor``."""
    if not actor.role or actor.form != "name":
        return range(0)
    size = len(actor.role)
    start = text.raw.rfind(actor.role, max(0, actor.start - size - _TITLE_GAP), actor.start)
    if start >= 0:
        first = actor.first
        while first and _raw(text, first - 1)[1] > start:
            first -= 1
        return range(first, actor.first)
    start = text.raw.find(actor.role, actor.end, actor.end + size + _TITLE_GAP)
    stop = actor.stop
    while start >= 0 and stop < len(text.words) and _raw(text, stop)[0] < start + size:
        stop += 1
    return range(actor.stop, stop)


def _raw(text: Text, i: int) -> tuple[int, int]:
    return text.raw_span(text.starts[i], text.ends[i])


def _covered(mentions: Sequence[Mention]) -> dict[int, int]:
    return {i: n for n, mention in enumerate(mentions) for i in range(mention.first, mention.stop)}


def _by_sentence(mentions: Sequence[Mention], sentences: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(sentences)]
    for n, mention in enumerate(mentions):
        found[mention.sentence].append(n)
    return found
