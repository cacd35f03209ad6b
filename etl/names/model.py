"""The trained weights: read from ``seeds/names`` and summed per word.

A weight belongs to a feature, a position of the window and a label. All weights of one feature are packed into one
integer, a lane of bits for each position and label; so adding the features of a word is adding a few integers.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from struct import Struct

from etl.names.features import expand, features
from etl.tables import seed
from etl.text import Memo

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
#: Distance from the token that is labelled to the word whose features are weighed.
POSITIONS = (0, -1, 1, -2, 2)
#: Weights are whole numbers: natural-log weight x UNIT x STATES. The low bits stay free for the name of a state.
UNIT = 64
STATES = 8

_LANE = 32
_WIDTH = len(LABELS)
_POSITION_BYTES = _LANE // 8 * _WIDTH
# Keeps every lane positive, so that none borrows from the next.
_BIAS = sum(1 << (_LANE * lane + 26) for lane in range(_WIDTH * len(POSITIONS)))
_LANES = Struct(f"<{_WIDTH}I")

#: Of one word: what it can at most add in favour of any name, for each position; then its packed weights, likewise.
WordWeights = tuple[int, int, int, int, int, int, int, int, int, int]


class Weights(Memo[WordWeights]):
    """Word to weights, computed when first asked for."""

    def __init__(self, packed: dict[str, int], classes: dict[str, tuple[str, ...]]) -> None:
        super().__init__(self._sum)
        self._packed = packed
        self._classes = classes

    def notes(self, word: str) -> tuple[str, ...]:
        """What was learned of ``word``, see :func:`expand`."""
        return self._classes.get(word, ())

    def _sum(self, word: str) -> WordWeights:
        get = self._packed.get
        total = _BIAS
        for name in features(word, self._classes):
            total += get(name, 0)
        lanes = total.to_bytes(_POSITION_BYTES * len(POSITIONS), "little")
        margins, sums = [], []
        for at in range(0, len(lanes), _POSITION_BYTES):
            part = lanes[at : at + _POSITION_BYTES]
            other, *names = _LANES.unpack(part)
            margins.append(max(names) - other)
            sums.append(int.from_bytes(part, "little"))
        return (*margins, *sums)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned."""

    weights: Weights
    #: ``transitions[to][from]``, in the order of LABELS.
    transitions: tuple[tuple[int, ...], ...]
    #: How often each known word began a name, as a power of two: tells a proclitic from a first letter.
    first_words: dict[str, int]

    def reputation(self, word: str) -> int:
        """How often readers took ``word`` for a part of a person's name: 0 to 7, see :func:`expand`."""
        return sum(note.startswith("tP") for note in self.weights.notes(word))

    def is_place(self, word: str) -> bool:
        """``word`` is the whole name of a place of the tables."""
        return "gL" in self.weights.notes(word)


def unpack(packed: int) -> tuple[int, ...]:
    """Sum of packed weights to one number per label."""
    return _LANES.unpack(packed.to_bytes(_POSITION_BYTES, "little"))


def pack(lanes: dict[tuple[int, int], int]) -> int:
    """Weights by (index in POSITIONS, index in LABELS) as one integer."""
    return sum(weight << (_LANE * (position * _WIDTH + label)) for (position, label), weight in lanes.items())


@cache
def read_model() -> Model:
    """The model that ships with the package.

    ``weights.tsv.gz``: ``feature<TAB>position label weight ...`` (indexes into POSITIONS and LABELS, one digit each);
    lines ``>label<TAB>weights`` are transitions to that label. ``words.tsv.gz``: ``word<TAB>notes<TAB>n``.
    """
    packed: dict[str, int] = {}
    transitions: dict[str, tuple[int, ...]] = {}
    for name, values in _rows("names/weights.tsv.gz"):
        if name.startswith(">"):
            transitions[name[1:]] = tuple(int(value) * STATES for value in values.split())
            continue
        total = 0
        for item in values.split():
            lane = int(item[0]) * _WIDTH + int(item[1])
            total += (int(item[2:]) * STATES) << (_LANE * lane)
        packed[name] = total
    classes: dict[str, tuple[str, ...]] = {}
    first_words: dict[str, int] = {}
    for word, values in _rows("names/words.tsv.gz"):
        notes, count = values.split("\t")
        if notes:
            classes[word] = expand(notes)
        if count:
            first_words[word] = int(count)
    return Model(Weights(packed, classes), tuple(transitions[label] for label in LABELS), first_words)


def _rows(name: str) -> list[tuple[str, str]]:
    text = gzip.decompress(seed(name).read_bytes()).decode()
    rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return [(key, values) for key, _, values in rows]
