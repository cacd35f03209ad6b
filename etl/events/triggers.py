"""Words that may tell of an event: the rows of ``triggers.csv`` that fit the tree around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.events.lexicon import NO_EVENT, Row, lexicon
from etl.morphology.analysis import WORDS
from etl.syntax.graph import Graph
from etl.text import Memo, Text

# Parts of speech of the tables that a tag may stand for; the tagger's own choice first.
_POS = {
    "VERB": ("verb",),
    "NOUN": ("noun", "adj"),
    "ADJ": ("adj", "noun"),
    "PROPN": ("noun",),
    "NUM": (),
    "ADV": ("noun",),
}
_OTHER = {"VERB": "NOUN", "NOUN": "VERB", "ADJ": "VERB", "PROPN": "VERB"}


class Trigger(NamedTuple):
    """Tokens ``at..stop`` may tell of an event of this type; ``row`` is what made it a candidate."""

    at: int
    stop: int
    row: Row
    event_type: str
    #: The tagger chose another part of speech.
    is_second_reading: bool


def _is_known(form: str) -> bool:
    """Whether some reading of the word may be a trigger."""
    keys = lexicon().keys
    found = {form}
    for reading in WORDS[form].readings:
        found.add(reading.lemma)
        found.add(form[reading.offset : len(form) - len(reading.pronoun)])
    return not keys.isdisjoint(found)


#: Word as written to whether it may be a trigger.
_KNOWN = Memo(_is_known)


def may_tell(text: Text, first: int, stop: int) -> bool:
    """Whether a sentence has a word that may be a trigger: the others need no tree."""
    clean, starts, ends = text.clean, text.starts, text.ends
    return any(_KNOWN[clean[starts[i] : ends[i]]] for i in range(first, stop))


def find(graph: Graph) -> Iterator[tuple[Trigger, ...]]:
    """Candidates of a sentence, in order, each with all its types, that of its row first.

    A set phrase that is no event comes as ``NO_EVENT`` and hides its words.
    """
    tables = lexicon()
    hidden = -1
    for i in range(graph.first, graph.stop):
        if i < hidden or graph.tag(i) not in _POS or not _KNOWN[graph.form(i)]:
            continue
        found = _at(graph, i)
        if found is None:
            continue
        hidden = found.stop
        others = [*found.row.others, *tables.alternatives.get(found.event_type, ())]
        if found.stop == i + 1 and found.event_type != NO_EVENT:  # what a word tells says nothing of a fixed pair
            others += tables.seen.get((graph.tag(i), graph.lemma(i)), ())
        names = dict.fromkeys((found.event_type, *others))
        yield tuple(found._replace(event_type=name) for name in names)


def _at(graph: Graph, i: int) -> Trigger | None:
    tag = graph.tag(i)
    keys = graph.names(i)
    found = _match(graph, i, keys, _POS[tag], second=False)
    if found is not None:
        return found
    other = _OTHER.get(tag)
    readings = graph.word(i).of(other) if other else ()
    if readings and other is not None:
        found = _match(graph, i, tuple(dict.fromkeys(r.lemma for r in readings)), _POS[other], second=True)
    row = lexicon().unlisted.get((tag, graph.lemma(i))) if found is None else None
    return found if row is None else Trigger(i, i + 1, row, row.event_type, False)


def _match(graph: Graph, i: int, keys: Sequence[str], kinds: tuple[str, ...], *, second: bool) -> Trigger | None:
    tables = lexicon()
    best: tuple[int, Row, int] | None = None
    after = graph.names(i + 1) if i + 1 < graph.stop else ()
    for kind in kinds:
        for key in keys:
            for last, row in tables.pairs.get((kind, key), ()):
                if last in after and (best is None or row.order < best[0]) and row.fits(graph, i):
                    best = (row.order, row, i + 2)
            for row in tables.triggers.get((kind, key), ()):
                if best is not None and row.order >= best[0]:
                    break
                if row.fits(graph, i):
                    best = (row.order, row, i + 1)
        if best is not None:
            break
    return Trigger(i, best[2], best[1], best[1].event_type, second) if best is not None else None
