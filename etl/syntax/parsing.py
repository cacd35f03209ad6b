"""Dependency trees: a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), then a name for each arc.

Two linear models, fitted by ``tools/train_syntax.py``: which word governs which, and as what (relations of Universal
Dependencies). Time is linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl.linear import Weights
from etl.morphology.analysis import Reading
from etl.syntax.clusters import cluster
from etl.syntax.words import SHAPES, reading

#: shift, left (the next word governs the top of the stack), right (the second of the stack governs its top)
MOVES = ("S", "L", "R")
# What these parts of speech are, whatever governs them.
_NAMED = {"DET": "det", "CCONJ": "cc", "SCONJ": "mark"}
_NONE = ("_", "_", "", "", "", "", "")
_ROOT = ("ROOT", "ROOT", "", "", "", "", "")


class Node(NamedTuple):
    """What the parser sees of a word."""

    #: Part of speech with what matters for attachment: preposition, definite, tense, pronoun.
    kind: str
    #: Lemma, or the part of speech of a name.
    lemma: str
    #: Gender and number, "" where unknown.
    agreement: str
    tag: str
    #: Classes of the word among 64 and among 400, "" for rare words.
    group: str
    fine: str
    #: The preposition before it, proclitic or not.
    case: str = ""


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
    return Node(tag + flags, found.lemma, agreement, tag, *groups, found.preposition), found


class State:
    """A half-built tree: the stack, the next word, and the dependents found so far."""

    __slots__ = ("count", "first", "gaps", "heads", "last", "next", "nodes", "stack")

    def __init__(self, nodes: Sequence[Node], gaps: Sequence[int]) -> None:
        self.nodes = nodes
        self.gaps = gaps
        size = len(nodes)
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * size
        self.first = [-1] * (size + 1)
        self.last = [-1] * (size + 1)
        self.count = [0] * (size + 1)

    def done(self) -> bool:
        return self.next >= len(self.nodes) and not self.stack

    def legal(self) -> tuple[bool, bool, bool]:
        size = len(self.nodes)
        return self.next < size, bool(self.stack), len(self.stack) > 1

    def apply(self, move: str) -> None:
        if move == "S":
            self.stack.append(self.next)
            self.next += 1
            return
        child = self.stack.pop()
        head = self.next if move == "L" else self.stack[-1]
        if head < len(self.nodes):
            self.heads[child] = head
        self.count[head] += 1
        if move == "L":
            if self.first[head] < 0 or child < self.first[head]:
                self.first[head] = child
            if self.last[head] < 0:
                self.last[head] = child
        else:
            self.last[head] = child
            if self.first[head] < 0:
                self.first[head] = child


def features(state: State) -> list[str]:
    """What the next move depends on."""
    nodes, stack, nxt = state.nodes, state.stack, state.next
    size = len(nodes)
    depth = len(stack)
    i0 = stack[-1] if depth else -1
    i1 = stack[-2] if depth > 1 else -1
    i2 = stack[-3] if depth > 2 else -1
    s0 = nodes[i0] if depth else _NONE
    s1 = nodes[i1] if depth > 1 else _NONE
    s2 = nodes[i2] if depth > 2 else _NONE
    b0 = nodes[nxt] if nxt < size else _ROOT
    b1 = nodes[nxt + 1] if nxt + 1 < size else _NONE
    b2 = nodes[nxt + 2] if nxt + 2 < size else _NONE
    k0, l0, a0, t0, g0, f0, c0 = s0
    k1, l1, a1, t1, g1, f1, _ = s1
    kb, lb, ab, tb, gb, fb, cb = b0
    last0 = nodes[state.last[i0]][3] if i0 >= 0 and state.last[i0] >= 0 else "-"
    last1 = nodes[state.last[i1]][3] if i1 >= 0 and state.last[i1] >= 0 else "-"
    first0 = nodes[state.first[i0]][0] if i0 >= 0 and state.first[i0] >= 0 else "-"
    firstb = nodes[state.first[nxt]][0] if state.first[nxt] >= 0 else "-"
    last1k = nodes[state.last[i1]][0] if i1 >= 0 and state.last[i1] >= 0 else "-"
    n0 = str(min(state.count[i0], 3)) if i0 >= 0 else "-"
    n1 = str(min(state.count[i1], 3)) if i1 >= 0 else "-"
    gap = str(min(state.gaps[nxt] - state.gaps[i0], 2)) if i0 >= 0 else "-"
    gap1 = str(min(state.gaps[i0] - state.gaps[i1], 2)) if i1 >= 0 else "-"
    far = str(min(nxt - i0, 5)) if i0 >= 0 else "-"
    far1 = str(min(i0 - i1, 5)) if i1 >= 0 else "-"
    same = ("=" if a0[-2:] == ab[-2:] else "!") if a0 and ab else "?"
    same1 = ("=" if a0[-2:] == a1[-2:] else "!") if a0 and a1 else "?"
    pair = k0 + " " + kb
    pair1 = k1 + " " + k0
    return [
        "a" + k0,
        "b" + kb,
        "c" + pair,
        "d" + pair1,
        "e" + pair1 + " " + kb,
        "f" + pair + " " + b1[0],
        "g" + t0 + tb + b1[3] + b2[3],
        "h" + s2[3] + t1 + t0 + tb,
        "i" + l0 + " " + kb,
        "j" + k0 + " " + lb,
        "k" + l1 + " " + k0,
        "l" + k1 + " " + l0,
        "m" + g0 + "," + gb + tb,
        "n" + g1 + "," + g0 + t0,
        "A" + g0 + " " + kb,
        "B" + k0 + " " + gb,
        "C" + g1 + " " + k0,
        "D" + k1 + " " + g0,
        "E" + f0 + "," + fb,
        "F" + f1 + "," + f0,
        "G" + f0 + " " + tb,
        "H" + t1 + " " + f0,
        "o" + pair + n0,
        "p" + pair1 + n1 + last1,
        "q" + pair + last0,
        "r" + t0 + first0 + tb,
        "s" + t0 + tb + firstb,
        "t" + pair + gap + far,
        "u" + pair1 + gap1 + far1,
        "v" + t0 + tb + same,
        "w" + t1 + t0 + same1,
        "x" + k1 + " " + kb + " " + t0,
        "y" + l0,
        "2" + l1 + " " + t0 + c0,
        "3" + l0 + " " + tb + cb,
        "4" + f1 + " " + t0 + c0,
        "5" + f0 + " " + tb + cb,
        "z" + t1 + last1k + k0,
        "0" + pair1 + " " + tb + b1[3],
        "1" + l1 + " " + tb + t0,
    ]


class Parser:
    """Builds and names the arcs of a sentence."""

    def __init__(self, moves: Mapping[str, tuple[float, float, float]], labels: Weights) -> None:
        self._moves = moves
        self._labels = labels

    def parse(self, nodes: Sequence[Node]) -> Tree:
        """Heads and relations for ``nodes``."""
        backbone = spine(nodes)
        heads = self.heads(backbone)
        return unfold(nodes, backbone, Tree(heads, self.label(backbone.nodes, heads)))

    def heads(self, backbone: Spine) -> list[int]:
        """Which word of the spine governs which."""
        state = State(backbone.nodes, backbone.gaps)
        weights = self._moves
        while not state.done():
            can_shift, can_left, can_right = state.legal()
            if not can_left:
                state.apply("S")
                continue
            shift = left = right = 0.0
            for feature in features(state):
                row = weights.get(feature)
                if row is not None:
                    shift += row[0]
                    left += row[1]
                    right += row[2]
            if can_right and right >= left and (right > shift or not can_shift):
                state.apply("R")
            elif left > shift or not can_shift:
                state.apply("L")
            else:
                state.apply("S")
        return state.heads

    def label(self, nodes: Sequence[Node], heads: Sequence[int]) -> list[str]:
        """A relation for each arc, from left to right."""
        labels: list[str] = []
        told: dict[int, str] = {}
        for child, head in enumerate(heads):
            best, top = "dep", float("-inf")
            if head < 0:
                best = "root"
            elif nodes[child].tag in _NAMED:
                best = _NAMED[nodes[child].tag]
            else:
                found = [
                    self._labels[f]
                    for f in label_features(nodes, heads, child, head, told.get(head, ""))
                    if f in self._labels
                ]
                scores: dict[str, float] = {}
                for row in found:
                    for name, weight in row.items():
                        scores[name] = scores.get(name, 0.0) + weight
                for name, score in scores.items():
                    if score > top or (score == top and name < best):
                        best, top = name, score
                told[head] = told.get(head, "") + best[:5] + " "
            labels.append(best)
        return labels


def label_features(nodes: Sequence[Node], heads: Sequence[int], child: int, head: int, told: str) -> list[str]:
    """What the name of an arc depends on; ``told`` holds the names of the head's arcs so far."""
    c, h = nodes[child], nodes[head]
    side = "<" if child < head else ">"
    case = c.case
    left = nodes[child - 1].kind if child else "^"
    up = nodes[heads[head]].tag if heads[head] >= 0 else "ROOT"
    subject = "s" if "nsubj" in told else ""
    obj = "o" if "obj" in told else ""
    state = subject + obj
    near = "1" if abs(child - head) == 1 else "2"
    same = ("=" if c.agreement[-2:] == h.agreement[-2:] else "!") if c.agreement and h.agreement else "?"
    return [
        "a" + c.kind + side,
        "b" + h.kind + " " + c.kind + side,
        "c" + h.tag + c.kind + case + side,
        "d" + h.lemma + " " + c.tag + side + case,
        "e" + c.lemma + " " + h.tag + side,
        "f" + h.kind + c.tag + case + state + side,
        "g" + h.lemma + c.tag + state + side,
        "h" + left + c.kind + h.tag,
        "i" + up + h.kind + c.kind + side,
        "j" + h.tag + c.tag + near + side + left,
        "k" + h.kind + c.kind + same + near + side + state,
        "l" + h.fine + " " + c.fine,
        "m" + h.group + c.tag + state + side + case,
        "n" + h.tag + c.group + side + case,
        "o" + h.group + " " + c.group + side,
        "p" + h.fine + c.tag + state + side + case,
        "q" + h.tag + c.fine + side,
    ]
