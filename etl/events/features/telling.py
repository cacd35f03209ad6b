"""Features of "the text tells an event here"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.events.page import Entity, Page
from etl.events.triggers import Trigger
from etl.syntax.clusters import cluster

_SHAPES = frozenset({"subj", "obj", "gen", "by", "subjpass"})
_DEPENDENTS = frozenset({"amod", "nmod", "obj", "obl"})
_KINDS = ("armed", "country", "crowd", "figure", "official", "org", "person", "place", "state", "weapon")


#: What joins a feature with the type of event that it counts together with: ``lemma=قصف type=airstrike``.
WITH = " type="


class Telling(NamedTuple):
    """Features of a word that may tell an event of one of several types."""

    #: Those of the word, whatever it tells.
    shared: list[str]
    #: For each type its own, and those of the word that count together with it, without its name.
    own: list[list[str]]
    paired: list[list[str]]


def told(page: Page, types: Sequence[Trigger], heads: Sequence[Entity]) -> tuple[list[str], list[list[str]]]:
    """Features of the word, whatever it tells, and those of each of the ``types`` of event that it may tell."""
    shared, own, paired = telling(page, types, heads)
    several = zip(types, own, paired, strict=True)
    return shared, [[*o, *(f"{feature}{WITH}{t.event_type}" for feature in p)] for t, o, p in several]


def telling(page: Page, types: Sequence[Trigger], heads: Sequence[Entity]) -> Telling:
    """The same in parts, as :class:`etl.linear.Paired` adds them up."""
    arcs = page.arcs(types[0].at)
    graph = arcs.graph
    i = types[0].at
    row = types[0].row
    name = graph.lemma(i)
    word = graph.reading(i)
    up = graph.head(i)
    label = graph.label(i)
    governor = graph.lemma(up) if up >= 0 else "ROOT"
    coarse, fine = cluster(graph.tag(up), governor) if up >= 0 else ("", "")
    definite = "def" if graph.definite(i) else "indef"
    kids = {arcs.slot(i, e.at): e.kind for e in heads}
    kids.pop("", None)
    shape = "".join(sorted({s.split("-")[0][:4] for s in kids if s in _SHAPES or s.startswith("pp")}))
    tag = graph.tag(i)
    stem = word.stem if word is not None else None
    tense = stem.tense if stem is not None else ""
    person = stem.agreement if tense and stem is not None else ""
    before = graph.lemma(i - 1) if i > graph.first else "^"
    after = graph.lemma(i + 1) if i + 1 < graph.stop else "$"
    inside = page.kinds(page.text.sentence_of[i])
    dated = bool(page.dates[page.text.sentence_of[i]])
    dependents = [(graph.lemma(k), cluster(graph.tag(k), graph.lemma(k))[0], graph.label(k))
                  for k in graph.kids(i) if graph.label(k) in _DEPENDENTS]  # fmt: skip
    shared = [
        "bias",
        f"lemma={name}",
        f"lemma={name} tag={tag}",
        f"form={graph.form(i)}",
        f"frame={row.frame} tag={tag}",
        f"lemma={name} {definite}",
        f"label={label} tag={tag}",
        f"governor={governor} {label}",
        f"governor={coarse} {label} {tag}",
        f"governor={fine} {tag}",
        f"shape={shape} frame={row.frame}",
        f"tense={tense} {person} tag={tag}",
        f"before={before}",
        f"after={after}",
        f"before={before} tag={tag}",
        f"lemma={name} before={before}",
        f"lemma={name} after={after}",
        f"second={types[0].is_second_reading}",
        f"title={page.text.sentence_of[i] == 0} tag={tag}",
        *(f"has={place} {kind} frame={row.frame}" for place, kind in kids.items()),
        *(f"has={place} lemma={name}" for place in kids),
        *(f"support={graph.lemma(verb)}" for verb, _ in arcs.supports(i)),
    ]
    if dated:
        shared.append("sentence=date")
    beside = [
        f"row={row.row_id}",
        f"lemma={name}",
        f"label={label}",
        f"governor={fine}",
        f"shape={shape}",
        f"tense={tense}",
        *(f"has={place} {called}" for place, called in kids.items()),
        *(f"dep={lemma}" for lemma, _, _ in dependents),
        *(f"dep={group} {arc}" for _, group, arc in dependents),
        *(f"sentence={called}" for called in _KINDS if called in inside),
    ]
    own = []
    paired = []
    for trigger in types:
        first = row.event_type == trigger.event_type
        kind = f"type={trigger.event_type}"
        own.append([kind, f"own={first} row={row.row_id}", f"{kind} {definite}"])
        paired.append([f"own={first}", *beside])
    return Telling(shared, own, paired)
