"""A network that reads whole sentences: a second opinion on what a trigger tells, in which mood, and who takes part.

A word comes with its governor, its relation and the layers' mentions; a recurrent network reads the sentence both
ways (``etl/recurrent.py``). Small networks over it say what the linear models say from the features that they are
given; :func:`agreed` joins the two. Fitted by ``tools/fit_network.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.linear import of_stretch, shares, stretch_shares
from etl.recurrent import Lstm, one_thread
from etl.syntax.clusters import called
from etl.tables import seed

#: Parts that a phrase, a day or a figure may play; the order of the network's outputs.
PARTS = ("source", "target", "place", "speaker", "date", "figure")
#: Columns of a token that have a table of vectors.
COLUMNS = ("lemma", "suffix", "prefix", "kind", "relation", "mark", "tells")
#: Columns of which a token's governor is seen as well.
GOVERNOR = ("lemma", "relation", "tells")
#: Columns that stand beside what the recurrent network says of a token.
BESIDE = ("lemma", "tells")
#: Rows of a table of vectors: nothing there; a value that was too rare.
NOTHING, RARE = 0, 1
# Last distances of each row of the table of distances, in words.
_DISTANCES = (0, 1, 2, 3, 4, 5, 7, 10, 15, 25)


class Token(NamedTuple):
    """A word as the network sees it."""

    lemma: str
    suffix: str
    prefix: str
    kind: str
    relation: str
    #: What the layers mark on it: kind of the phrase that it heads, "date", "figure", inside of a name ...
    mark: str
    #: Event type that it may tell, that of its row.
    tells: str
    #: Position of its governor in the sentence, -1 for none.
    head: int


def tokens(page: Page, sentence: int, types: Mapping[int, str]) -> list[Token]:
    """The words of a sentence; ``types``: position of a trigger in the text -> event type of its row."""
    graph = page.tree(sentence)
    phrases = {e.at: e.kind or "noun" for e in page.phrases(sentence)}
    found = []
    for i, (form, tag, node, word) in enumerate(
        zip(graph.forms, graph.tags, graph.nodes, graph.readings, strict=True), graph.first
    ):
        head = graph.head(i)
        mark = phrases.get(i) or _inside(page, i)
        place = head - graph.first if head >= 0 else -1
        lemma = called(form, tag, word)
        found.append(Token(lemma, form[-3:], form[:3], node.kind, graph.relation(i), mark, types.get(i, ""), place))
    return found


def _inside(page: Page, i: int) -> str:
    if i in page.date_at:
        return "date"
    if i in page.figure_at:
        return "figure"
    return "name" if i in page.actor_at or i in page.place_at else ""


def place_in_text(sentence: int, sentences: int) -> int:
    """Row of the table of positions: title, first, second, other sentence; one without its article may be any."""
    return min(sentence, POSITIONS - 1) if sentences > 1 else POSITIONS - 1


def distance(steps: int) -> int:
    """Row of the table of distances of a word ``steps`` behind (negative: before) the trigger."""
    row = bisect_left(_DISTANCES, abs(steps))
    return row if steps >= 0 else row + len(_DISTANCES) + 1


DISTANCES = 2 * (len(_DISTANCES) + 1)
POSITIONS = 4


class Network:
    """The fitted network."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        """``arrays``: weights by the names of ``tools/fit_network.py``, and the values of each table of vectors."""
        self._weights = {name: a.astype(np.float32) for name, a in arrays.items() if not name.startswith("values.")}
        values = {name[7:]: a.tolist() for name, a in arrays.items() if name.startswith("values.")}
        self._rows = [{value: n for n, value in enumerate(values[column], RARE + 1)} for column in COLUMNS]
        self.types = {name: n for n, name in enumerate(values["types"])}
        self.moods: list[str] = values["moods"]
        self._lstm = Lstm(self._weights, "lstm.")

    def read(self, page: Page, triggers: Iterable[Sequence[Trigger]]) -> Reading:
        """Read the sentences of a document that have triggers."""
        by_sentence: dict[int, dict[int, str]] = {}
        for types in triggers:
            at = types[0].at
            by_sentence.setdefault(page.text.sentence_of[at], {})[at] = types[0].event_type
        words: list[Token] = []
        heads: list[int] = []
        positions: list[int] = []
        sizes: list[int] = []
        row_of: dict[int, int] = {}
        for sentence, types_at in by_sentence.items():
            start = len(words)
            words += tokens(page, sentence, types_at)
            size = len(words) - start
            row_of.update(enumerate(range(start, len(words)), page.text.sentences[sentence].first))
            heads += [start + word.head if word.head >= 0 else -1 for word in words[start:]]
            sizes.append(size)
            positions += [place_in_text(sentence, len(page.text.sentences))] * size
        asked = [at for types_at in by_sentence.values() for at in types_at]
        with one_thread():
            vectors = self._vectors(words, heads, positions, sizes)
            here = vectors[[row_of[at] for at in asked]]
            known = np.maximum(self.linear("trigger", here), 0.0)
            return Reading(
                self,
                row_of,
                {at: n for n, at in enumerate(asked)},
                known @ self._weights["told_type.weight"].T + self._weights["told_bias.weight"][:, 0],
                shares(self.linear("mood", known)).tolist(),
                self.linear("part_trigger", here),
                self.linear("part_filler", vectors),
                self.linear("nobody_out", np.maximum(self.linear("nobody", here), 0.0)),
            )

    def _vectors(self, words: list[Token], heads: list[int], positions: list[int], sizes: list[int]) -> np.ndarray:
        """What the network knows of each token."""
        weights = self._weights
        if not words:
            return np.zeros((0, self._weights["trigger.weight"].shape[1]), dtype=np.float32)
        own: dict[str, np.ndarray] = {}
        columns = list(zip(*words, strict=True))[: len(COLUMNS)]
        for column, rows, values in zip(COLUMNS, self._rows, columns, strict=True):
            own[column] = weights[f"tables.{column}.weight"][[*map(rows.get, values, repeat(RARE)), NOTHING]]
        up = np.array(heads)
        seen = [own[column][:-1] for column in COLUMNS] + [own[column][up] for column in GOVERNOR]
        seen.append(weights["position.weight"][np.array(positions)])
        states = self._lstm(np.concatenate(seen, axis=1), sizes)
        return np.concatenate([states, *(own[column][:-1] for column in BESIDE)], axis=1)

    def linear(self, name: str, rows: np.ndarray) -> np.ndarray:
        """``rows`` through the layer ``name``."""
        return rows @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def vector(self, name: str, row: list[int]) -> np.ndarray:
        """Rows of the table ``name``."""
        found: np.ndarray = self._weights[f"{name}.weight"][row]
        return found


class Reading:
    """What the network read in a document."""

    def __init__(
        self,
        network: Network,
        row_of: Mapping[int, int],
        number_of: Mapping[int, int],
        odds: np.ndarray,
        moods: list[list[float]],
        wanted: np.ndarray,
        fillers: np.ndarray,
        nobody: np.ndarray,
    ) -> None:
        """``row_of``: position in the text -> row of ``fillers``; ``number_of``: of a trigger -> row of the others."""
        self._network = network
        self._row_of = row_of
        self._number_of = number_of
        self._odds = odds
        self._moods = moods
        self._wanted = wanted
        self._fillers = fillers
        self._nobody = nobody

    def told(self, types: Sequence[Trigger]) -> list[float]:
        """For each type of a trigger, the logarithm of the odds that the text tells such an event there."""
        columns = [self._network.types[t.event_type] for t in types]
        found: list[float] = self._odds[self._number_of[types[0].at], columns].tolist()
        return found

    def moods(self, at: int) -> dict[str, float]:
        """Probability of each modality of the trigger at ``at``."""
        return dict(zip(self._network.moods, self._moods[self._number_of[at]], strict=True))

    def parts(self, triggers: Sequence[Trigger], heads: Sequence[Sequence[int]], names: Sequence[str]) -> np.ndarray:
        """Probability of each candidate of each trigger, and behind them that of nobody, by part: (rows, parts).

        ``heads``: the positions of the heads of the candidates, for each trigger.
        """
        net = self._network
        sizes = [len(found) + 1 for found in heads]
        owners = [n for n, found in enumerate(heads) for _ in found]
        numbers = [self._number_of[trigger.at] for trigger in triggers]
        wanted = self._wanted[numbers] + net.vector("part_type", [net.types[t.event_type] for t in triggers])
        fillers = self._fillers[[self._row_of[i] for found in heads for i in found]]
        steps = [distance(i - trigger.at) for trigger, found in zip(triggers, heads, strict=True) for i in found]
        columns = [PARTS.index(name) for name in names]
        last = np.cumsum(sizes) - 1
        scores = np.empty((sum(sizes), len(PARTS)), dtype=np.float32)
        with one_thread():
            joint = np.maximum(wanted[owners] + fillers + net.vector("part_distance", steps), 0.0)
            scores[np.delete(np.arange(len(scores)), last)] = net.linear("part", joint)
        scores[last] = self._nobody[numbers]
        return stretch_shares(scores[:, columns], sizes)


def agreed(first: np.ndarray, second: np.ndarray, share: float, sizes: Sequence[int]) -> np.ndarray:
    """Two distributions over the same choices as one: their weighted geometric mean, ``share`` that of the second.

    A choice a row, in stretches of ``sizes`` rows.
    """
    return of_stretch(first.astype(float) ** (1.0 - share) * second.astype(float) ** share, sizes)


@cache
def network() -> Network:
    """The network that ships."""
    return load_network(seed("events/network.npz"))


def load_network(path: Path | Traversable) -> Network:
    """The network of a file as ``tools/fit_network.py`` writes it."""
    with np.load(BytesIO(path.read_bytes())) as arrays:
        return Network(dict(arrays))
