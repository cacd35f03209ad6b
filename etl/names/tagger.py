"""The built-in recogniser: a linear-chain model, decoded only where a name is possible.

Most words of a newspaper are no part of a name, whatever stands beside them. A first pass adds, per token, the most
that the words of the window could say for any name; the best labels (Viterbi) are sought only in the stretches where
that may suffice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import exp
from typing import Literal

from etl.documents import Name
from etl.names.families import Completer
from etl.names.features import EDGE
from etl.names.model import LABELS, STATES, UNIT, Model, WordWeights, read_model, unpack
from etl.names.proclitics import proclitic
from etl.text import Text

KINDS: tuple[Literal["PER", "LOC", "ORG"], ...] = ("PER", "LOC", "ORG")
# A token whose bound is lower is outside of any name, and a stretch needs so much more than a name costs: bounds add up
# the best of all kinds and so flatter. On held-out news these values lose no name and halve the work.
_CLOSED = UNIT * STATES // 2
_FLATTERY = UNIT * STATES
# The weights are too sure of themselves: of what they gave 0.95 on held-out news, two thirds were right.
_TEMPERATURE = 3.0 * UNIT * STATES
_NEVER = -(1 << 40)
_MASK = STATES - 1


class Tagger:
    """A :class:`etl.names.Recogniser` without any need but the trained weights."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._completer = Completer(model)
        self._edge = model.weights[EDGE]
        steps = model.transitions
        begins, inside = (1, 3, 5), range(1, len(LABELS))
        within = max(steps[to][of] for to in inside for of in inside)
        self._step = within - steps[0][0]
        self._need = within + steps[0][0] - max(steps[to][0] for to in begins) - max(steps[0][of] for of in inside)
        self._need += _FLATTERY

    def find(self, text: Text) -> tuple[Name, ...]:
        """Names in ``text``, sorted, without overlap. Linear in the text."""
        words = text.words
        found: list[Name] = []
        for sentence in text.sentences:
            found += self.find_in(words[sentence.first : sentence.stop], sentence.first)
        return self._completer.complete(text, found)

    def find_in(self, words: list[str], offset: int = 0) -> Iterator[Name]:
        """Names among the folded ``words`` of one sentence, whose first one is token ``offset``."""
        model = self._model
        weights = model.weights
        window = [self._edge, self._edge, *map(weights.__getitem__, words), self._edge, self._edge]
        for first, stop in _open_stretches(window, self._step, self._need):
            emissions = [_emission(window, i) for i in range(first, stop)]
            for begin, end, kind in _spans(_viterbi(emissions, model.transitions)):
                prefix = proclitic(words[first + begin], model.first_words)
                score = self._score(emissions[begin:end], kind)
                at = offset + first
                yield Name(at + begin, at + end, prefix, KINDS[kind], score, "tagger")

    def _score(self, emissions: list[tuple[int, ...]], kind: int) -> float:
        """Share of this reading of a span among its readings as any kind of name and as none."""
        steps = self._model.transitions
        size = len(emissions)
        head = emissions[0]
        sums = list(map(sum, zip(*emissions, strict=True))) if size > 1 else head
        none = sums[0] + (size + 1) * steps[0][0]
        odds = []
        for b, i in ((1, 2), (3, 4), (5, 6)):
            if size == 1:
                gain = head[b] + steps[b][0] + steps[0][b]
            else:
                gain = head[b] + sums[i] - head[i] + steps[b][0] + steps[i][b] + (size - 2) * steps[i][i] + steps[0][i]
            odds.append(exp(max(-30.0, min(30.0, (gain - none) / _TEMPERATURE))))
        return round(odds[kind] / (1.0 + sum(odds)), 4)


def _open_stretches(window: list[WordWeights], step: int, need: int) -> Iterator[tuple[int, int]]:
    """Runs of tokens (of ``window`` without its edges) that may hold a name.

    A name gains at most the bounds of its tokens, ``step`` for each, and pays ``need`` once: a run of tokens that are
    each above _CLOSED is kept if some part of it gains enough (Kadane's maximum subarray).
    """
    gain = first = i = 0
    kept = False
    for a, b, c, d, e in zip(window, window[1:], window[2:], window[3:], window[4:], strict=False):
        bound = c[0] + b[1] + d[2] + a[3] + e[4]
        if bound > _CLOSED:
            if gain <= 0:
                gain = 0
                if not kept:
                    first = i
            gain += bound + step
            if gain > need:
                kept = True
        else:
            if kept:
                yield first, i
                kept = False
            gain = 0
        i += 1
    if kept:
        yield first, i


def _emission(window: list[WordWeights], i: int) -> tuple[int, ...]:
    """Weight of each label for token ``i``."""
    a, b, c, d, e = window[i : i + 5]
    return unpack(c[5] + b[6] + d[7] + a[8] + e[9])


def _viterbi(emissions: list[tuple[int, ...]], transitions: tuple[tuple[int, ...], ...]) -> list[int]:
    """Best labels for a stretch between words outside of names.

    A state's name rides in the low bits of its value: one maximum gives both the best value and where it came from.
    """
    to_o, to_bp, to_ip, to_bl, to_il, to_bo, to_io = transitions
    o0, o1, o2, o3, o4, o5, o6 = to_o
    p0, p1, p2, p3, p4, p5, p6 = to_bp
    l0, l1, l2, l3, l4, l5, l6 = to_bl
    g0, g1, g2, g3, g4, g5, g6 = to_bo
    ip1, ip2 = to_ip[1] + 1, to_ip[2] + 2
    il3, il4 = to_il[3] + 3, to_il[4] + 4
    io5, io6 = to_io[5] + 5, to_io[6] + 6
    o, bp, ip, bl, il, bo, io = 0, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER
    back: list[tuple[int, ...]] = []
    for e0, e1, e2, e3, e4, e5, e6 in emissions:
        f, m, n, q, r, s, t = o, bp + 1, ip + 2, bl + 3, il + 4, bo + 5, io + 6
        to = max(f + o0, m + o1, n + o2, q + o3, r + o4, s + o5, t + o6)
        tp = max(f + p0, m + p1, n + p2, q + p3, r + p4, s + p5, t + p6)
        tl = max(f + l0, m + l1, n + l2, q + l3, r + l4, s + l5, t + l6)
        tg = max(f + g0, m + g1, n + g2, q + g3, r + g4, s + g5, t + g6)
        jp = max(bp + ip1, ip + ip2)
        jl = max(bl + il3, il + il4)
        jo = max(bo + io5, io + io6)
        back.append((to & 7, tp & 7, jp & 7, tl & 7, jl & 7, tg & 7, jo & 7))
        o, bp, ip = (to & -8) + e0, (tp & -8) + e1, (jp & -8) + e2
        bl, il, bo, io = (tl & -8) + e3, (jl & -8) + e4, (tg & -8) + e5, (jo & -8) + e6
    state = max(o + o0, bp + 1 + o1, ip + 2 + o2, bl + 3 + o3, il + 4 + o4, bo + 5 + o5, io + 6 + o6) & _MASK
    path = [state]
    for step in reversed(back[1:]):
        state = step[state]
        path.append(state)
    path.reverse()
    return path


def _spans(path: list[int]) -> Iterator[tuple[int, int, int]]:
    """(first, stop, index of KINDS) of the names in a path of label indexes."""
    begin = -1
    for i, state in enumerate(path):
        if begin >= 0 and (state == 0 or state & 1):
            yield begin, i, path[begin] >> 1
            begin = -1
        if state & 1:
            begin = i
    if begin >= 0:
        yield begin, len(path), path[begin] >> 1


@cache
def built_in() -> Tagger:
    """The tagger with the model that ships with the package, read once."""
    return Tagger(read_model())
