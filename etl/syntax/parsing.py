"""Dependency trees: a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), then a name for each arc.

Two linear models, fitted by ``tools/train_syntax.py``: which word governs which, and as what (relations of Universal
Dependencies). Time is linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from sys import intern
from typing import NamedTuple

import numpy as np

from etl.linear import Weights
from etl.morphology.analysis import Reading
from etl.morphology.inflection import case_of
from etl.syntax.blocks import Blocks, Key
from etl.syntax.clusters import cluster
from etl.syntax.transitions import BLOCKS, Node, State, look
from etl.syntax.words import SHAPES, reading
from etl.text.memo import Memo

# What these parts of speech are, whatever governs them.
_NAMED = {"DET": "det", "CCONJ": "cc", "SCONJ": "mark"}


class Spine(NamedTuple):
    """The words that are parsed: all but marks and the prepositions before a phrase, which become part of it."""

    kept: list[int]
    nodes: list[Node]
    #: Marks before each word of the spine, and before the end.
    gaps: list[int]


def spine(nodes: Sequence[Node]) -> Spine:
    """Marks and prepositions out of the way: what they say is on the words that stay."""
    kept: list[int] = []
    found: list[Node] = []
    marks: list[int] = []
    count = 0
    waiting = ""
    for i, n in enumerate(nodes):
        if n.tag == "PUNCT":
            count += 1
        elif n.tag == "ADP" and i + 1 < len(nodes) and _follows(nodes, i):
            waiting = f"{waiting} {n.lemma}".strip()
        else:
            if waiting:
                n = n._replace(kind=f"{n.kind}/{waiting}", case=waiting)
                waiting = ""
            kept.append(i)
            found.append(n)
            marks.append(count)
    marks.append(count)
    return Spine(kept, found, marks)


def _follows(nodes: Sequence[Node], i: int) -> bool:
    """A word that is no mark stands behind ``i``."""
    return any(nodes[k].tag != "PUNCT" for k in range(i + 1, min(len(nodes), i + 4)))


def unfold(nodes: Sequence[Node], backbone: Spine, tree: Tree) -> Tree:
    """The tree over all words: a preposition hangs on the head of its phrase, a mark on the word before it."""
    size = len(nodes)
    heads, labels = [-1] * size, ["punct"] * size
    kept = backbone.kept
    for n, i in enumerate(kept):
        heads[i] = kept[tree.heads[n]] if tree.heads[n] >= 0 else -1
        labels[i] = tree.labels[n]
    following = -1
    at = len(kept) - 1
    for i in range(size - 1, -1, -1):
        if at >= 0 and kept[at] == i:
            following = i
            at -= 1
        elif nodes[i].tag == "ADP":
            noun = following
            while labels[noun] in ("det", "nummod", "case", "advmod") and heads[noun] > noun:
                noun = heads[noun]
            heads[i], labels[i] = noun, "case"
        else:
            heads[i] = following
    return Tree(heads, labels)


class Tree(NamedTuple):
    """Columns over the words of a sentence. ``heads`` holds positions, -1 for what hangs on nothing."""

    heads: list[int]
    labels: list[str]


def node(form: str, tag: str) -> tuple[Node, Reading | None]:
    """The word ``form`` read as ``tag``."""
    return _NODES[tag][form]


def _interned(tag: str, form: str) -> tuple[Node, Reading | None]:
    found, read = _node(tag, form)
    return Node(*map(intern, found)), read


def _node(tag: str, form: str) -> tuple[Node, Reading | None]:
    found = reading(SHAPES[form].word, tag)
    if found is None:
        if tag == "PUNCT":
            return Node(form, form, "", tag, "", ""), None
        clitic = "D" if form.startswith("ال") else ""
        return Node(tag + clitic, tag, "", tag, *cluster(tag, form.removeprefix("ال"))), None
    flags = found.preposition + ("+" if found.conjunction else "") + ("D" if found.definite else "")
    if found.pronoun and tag != "PRON":
        flags += "~"
    if tag == "VERB" and found.stem is not None:
        flags += found.stem.tense[:2]
    if tag in ("ADP", "SCONJ", "CCONJ", "PART", "DET"):
        return Node(tag + found.lemma, found.lemma, "", tag, "", ""), found
    groups = cluster(tag, found.lemma)
    agreement = found.stem.agreement if found.stem else ""
    ending = case_of(SHAPES[form].word, tag)
    return Node(tag + flags, found.lemma, agreement, tag, *groups, found.preposition, ending), found


#: Part of speech to word to its node, computed once for the vocabulary.
_NODES = Memo(lambda tag: Memo(partial(_interned, tag)))


class Moves:
    """The model of the moves.

    What speaks for left and for right, each against shift, is the real and the imaginary part of one number: two sums
    for the price of one.
    """

    def __init__(self, weights: Weights) -> None:
        self._blocks = Blocks(BLOCKS, {feature: _against_shift(row) for feature, row in weights.items()}, 0j)

    def __call__(self, state: State) -> complex:
        return sum(self._blocks(*look(state)))


def _against_shift(row: Mapping[str, float]) -> complex:
    shift = row.get("S", 0.0)
    return complex(row.get("L", 0.0) - shift, row.get("R", 0.0) - shift)


class Relations:
    """The model of what an arc is called."""

    def __init__(self, weights: Weights) -> None:
        self.names = sorted({name for row in weights.values() for name in row})
        column = {name: n for n, name in enumerate(self.names)}
        self._table = np.zeros((len(weights) + 1, len(self.names)), dtype=np.float32)
        for n, row in enumerate(weights.values()):
            for name, weight in row.items():
                self._table[n, column[name]] = weight
        self._blocks = Blocks(ARC_BLOCKS, {feature: n for n, feature in enumerate(weights)}, len(weights))

    def __call__(self, arcs: Iterable[tuple[Sequence[Key], Sequence[Key]]]) -> list[str]:
        """What each of ``arcs`` is called, by its owners and rests."""
        rows = [list(self._blocks(owners, rests)) for owners, rests in arcs]
        return [self.names[n] for n in self._table[rows].sum(axis=1).argmax(axis=1).tolist()] if rows else []


class Parser:
    """Builds and names the arcs of a sentence."""

    def __init__(self, moves: Moves, relations: Relations) -> None:
        self._moves = moves
        self._relations = relations

    def parse(self, nodes: Sequence[Node]) -> Tree:
        """Heads and relations for ``nodes``."""
        backbone = spine(nodes)
        heads = self.heads(backbone)
        return unfold(nodes, backbone, Tree(heads, self.label(backbone.nodes, heads)))

    def heads(self, backbone: Spine) -> list[int]:
        """Which word of the spine governs which."""
        state = State(backbone.nodes, backbone.gaps)
        while not state.done():
            can_shift, can_left, can_right = state.legal()
            if not can_left:
                state.apply("S")
                continue
            score = self._moves(state)
            left, right = score.real, score.imag
            if can_right and right >= left and (right > 0 or not can_shift):
                state.apply("R")
            elif left > 0 or not can_shift:
                state.apply("L")
            else:
                state.apply("S")
        return state.heads

    def label(self, nodes: Sequence[Node], heads: Sequence[int]) -> list[str]:
        """A relation for each arc, from left to right."""
        labels: list[str] = []
        taken = [""] * len(nodes)
        asked = [child for child, head in enumerate(heads) if head >= 0 and nodes[child].tag not in _NAMED]
        # Most heads have no subject and object yet: all arcs are named as if none had, at once.
        free = dict(zip(asked, self._relations(arc(nodes, heads, i, heads[i], "") for i in asked), strict=True))
        for child, head in enumerate(heads):
            if head < 0:
                labels.append("root")
                continue
            if child not in free:
                found = _NAMED[nodes[child].tag]
            elif taken[head]:
                found = self._relations([arc(nodes, heads, child, head, taken[head])])[0]
            else:
                found = free[child]
            if found == "advcl" and nodes[head].tag in ("NOUN", "PROPN"):
                found = "acl"  # a clause under a noun describes it: advcl is for predicates
            taken[head] += core(found)
            labels.append(found)
        return labels


def core(label: str) -> str:
    """What a later arc of the same head must know of this one."""
    return "s" if label.startswith("nsubj") else "o" if label == "obj" else ""


#: How many features each owner of :func:`arc` has, in order.
ARC_BLOCKS = (6, 3, 1, 2, 2, 2, 2, 1, 1)


def arc(
    nodes: Sequence[Node], heads: Sequence[int], child: int, head: int, taken: str
) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """What the name of an arc depends on, as owners and rests; ``taken``: subject and object that the head has."""
    c, h = nodes[child], nodes[head]
    side = "<" if child < head else ">"
    case = c.case
    left = nodes[child - 1].kind if child else "^"
    up = nodes[heads[head]].tag if heads[head] >= 0 else "ROOT"
    state = side + ("s" if "s" in taken else "") + ("o" if "o" in taken else "")
    near = side + ("1" if abs(child - head) == 1 else "2")
    same = ("=" if c.agreement[-2:] == h.agreement[-2:] else "!") if c.agreement and h.agreement else "?"
    return (
        (c.kind, h.lemma, c.lemma, h.kind, h.tag, h.fine, h.group, c.group, c.fine),
        (
            side, (h.kind, side), (h.tag, side), (left, h.tag), (up, h.kind, side), (h.kind, same, near, state),
            (c.tag, side, case), (c.tag, state), (side, c.ending),
            (h.tag, side),
            (c.tag, case, state), (state, c.ending),
            (c.tag, near, left), (c.tag, case, c.ending, state),
            c.fine, (c.tag, state, case),
            (c.tag, state, case), (c.group, side),
            (h.tag, side, case),
            (h.tag, side),
        ),
    )  # fmt: skip
