"""The arc-hybrid transition system: a half-built tree, its moves, and what the next move depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.syntax.blocks import Key

#: shift, left (the next word governs the top of the stack), right (the second of the stack governs its top)
MOVES = ("S", "L", "R")
_NUMBERS = tuple(map(str, range(6)))


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
    #: Grammatical case where the letters show it (``etl/morphology/inflection.py``).
    ending: str = ""


_NONE = Node("_", "_", "", "", "", "")
_ROOT = Node("ROOT", "ROOT", "", "", "", "")


class State:
    """The stack, the next word, and the dependents found so far.

    Behind the words stands the root, and what is not there at all has position -1.
    """

    __slots__ = ("count", "first", "gaps", "heads", "last", "next", "nodes", "size", "stack")

    def __init__(self, nodes: Sequence[Node], gaps: Sequence[int]) -> None:
        size = self.size = len(nodes)
        self.nodes = [*nodes, _ROOT, _NONE, _NONE, _NONE]
        self.gaps = gaps
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * size
        self.first = [-1] * (size + 4)
        self.last = [-1] * (size + 4)
        self.count = [0] * (size + 4)

    def done(self) -> bool:
        return self.next >= self.size and not self.stack

    def legal(self) -> tuple[bool, bool, bool]:
        return self.next < self.size, bool(self.stack), len(self.stack) > 1

    def apply(self, move: str) -> None:
        if move == "S":
            self.stack.append(self.next)
            self.next += 1
            return
        child = self.stack.pop()
        head = self.next if move == "L" else self.stack[-1]
        if head < self.size:
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


#: How many features each owner of :func:`look` has, in order.
BLOCKS = (4, 5, 6, 2, 1, 1, 5, 5, 6, 2)


def look(state: State) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """What the next move depends on: owners and, for each of an owner's features in turn, the rest of it.

    A feature is an owner (the lemma on top of the stack, say) with something else of the state (the kind of the next
    word). So all features of an owner that no weight speaks of are passed over at once, and no text is put together.
    """
    nodes, stack, nxt, gaps = state.nodes, state.stack, state.next, state.gaps
    i0 = stack[-1]
    i1 = stack[-2] if len(stack) > 1 else -1
    k0, l0, a0, t0, _, f0, c0, e0 = nodes[i0]
    k1, l1, a1, t1, _, f1, _, e1 = nodes[i1]
    kb, lb, ab, tb, _, fb, cb, eb = nodes[nxt]
    b1 = nodes[nxt + 1]
    tb1 = b1[3]
    first, last = state.first, state.last
    last0, first0 = last[i0], first[i0]
    firstb = first[nxt]
    n0 = _NUMBERS[min(state.count[i0], 3)]
    gap = _NUMBERS[min(gaps[nxt] - gaps[i0], 2)]
    far = _NUMBERS[min(nxt - i0, 5)]
    if i1 >= 0:
        last1 = last[i1]
        n1 = _NUMBERS[min(state.count[i1], 3)]
        gap1 = _NUMBERS[min(gaps[i0] - gaps[i1], 2)]
        far1 = _NUMBERS[min(i0 - i1, 5)]
    else:
        last1 = -1
        n1 = gap1 = far1 = "-"
    t2 = nodes[stack[-3]][3] if len(stack) > 2 else ""
    return (
        (l0, f0, k0, l1, f1, kb, (k0, kb), (k1, k0), (t0, tb), (t1, t0)),
        (
            # lemma of the top
            "", kb, k1, (tb, cb),
            # its fine class
            fb, f1, tb, t1, (tb, cb),
            # its kind
            "", lb, l1, (k1, kb), (t1, nodes[last1][0]), nodes[first0][3] if first0 >= 0 else "-",
            # lemma and fine class of the second
            (t0, c0), (tb, t0), (t0, c0),
            # kind of the next
            "",
            # top and next
            "", b1[0], n0, nodes[last0][3] if last0 >= 0 else "-", (gap, far),
            # second and top
            "", kb, (n1, nodes[last1][3] if last1 >= 0 else "-"), (gap1, far1), (tb, tb1),
            # the tags of top and next
            (tb1, nodes[nxt + 2][3]), (t2, t1), nodes[first0][3] if first0 >= 0 else "-",
            nodes[firstb][0] if firstb >= 0 else "-",
            ("=" if a0[-2:] == ab[-2:] else "!") if a0 and ab else "?", (e0, eb),
            # the tags of second and top
            ("=" if a0[-2:] == a1[-2:] else "!") if a0 and a1 else "?", (e1, e0, n1),
        ),
    )  # fmt: skip
