"""Fit the network of the event coder on annotated articles.

    python -m tools.fit_network FOLDER ... --start start.npz [--held-out FOLDER [--folds 4]]
                                           [--out seeds/events [--unread ARCHIVE.tar.xz ...]]

FOLDER holds ``*.frames.json`` and ``*.judged.json`` as ``tools.gold`` restores them; ``--start`` is what
``tools/pretrain_network.py`` wrote, or a network, which goes on from itself. ``--held-out``: a network for each fold,
fitted without it and without what the coder says, as ``tools/fit_events.py`` needs them; the coder has seen the fold,
and so has a network to start with. ``--unread``: news from which the network learns what the coder that ships, linear
models and network together, says of it (distillation: Hinton, Vinyals and Dean 2015). Needs PyTorch (the extra
``camel``); ten minutes for 2,000 articles and each network on one core, and ten for 4,000 unread articles.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from etl.events.network import (
    BESIDE,
    COLUMNS,
    DISTANCES,
    GOVERNOR,
    PARTS,
    POSITIONS,
    RARE,
    Token,
    distance,
)
from etl.events.types import event_types
from tools.annotated import read, single, without_fold
from tools.lessons import Asked, Lesson, lessons, said

#: Units of the vectors of each column.
_UNITS = {"lemma": 100, "suffix": 16, "prefix": 16, "kind": 32, "relation": 24, "mark": 12, "tells": 24}
_POSITION, _STATE, _WIDE, _NOBODY = 8, 200, 160, 80
_DROP, _DROP_OUT, _FORGET = 0.45, 0.3, 0.1
_WARM, _BATCH = 200, 1500
#: Tables and layers that :class:`Net` shares with what it was before it saw annotations.
SHARED = ("tables.", "position.", "lstm.")
#: The layer that no fitted network keeps.
_READER = "reader.weight"
#: Weight of mood and parts beside telling, and of what the coder said beside what annotations say.
_BESIDE, _SAID = 0.7, 0.5


class Course(NamedTuple):
    """How long a network learns: epochs, the first of them over which unread news is spread, and the highest rate."""

    epochs: int
    unread: int
    rate: float


#: Of a network that begins, and of one that was fitted before and goes on.
_FIRST, _FURTHER = Course(7, 5, 1.5e-3), Course(5, 4, 8e-4)


class Net(nn.Module):
    """What ``etl.events.network`` reads with, with the same names."""

    def __init__(self, values: dict[str, list[str]], drop: float = _DROP, drop_out: float = _DROP_OUT) -> None:
        super().__init__()
        self.values, self.drop, self.drop_out = values, drop, drop_out
        self.types = {name: n for n, name in enumerate(values["types"])}
        self.moods = {name: n for n, name in enumerate(values["moods"])}
        self.readers = {name: n for n, name in enumerate(("", *values["readers"]))}
        self.tables = nn.ModuleDict()
        for column in COLUMNS:
            table = nn.Embedding(len(values[column]) + RARE + 1, _UNITS[column], padding_idx=0)
            nn.init.normal_(table.weight, std=0.1)
            self.tables[column] = table
        self.position = nn.Embedding(POSITIONS, _POSITION)
        size = sum(_UNITS.values()) + sum(_UNITS[column] for column in GOVERNOR) + _POSITION
        self.lstm = nn.LSTM(size, _STATE, bidirectional=True, batch_first=True)
        known = 2 * _STATE + sum(_UNITS[column] for column in BESIDE)
        types = len(self.types)
        self.trigger = nn.Linear(known, _WIDE)
        self.told_type, self.told_bias = nn.Embedding(types, _WIDE), nn.Embedding(types, 1)
        # How readily a reader of single words sees an event: learnt to be left out.
        self.reader = nn.Embedding(len(self.readers), 1, padding_idx=0)
        self.mood = nn.Linear(_WIDE, len(self.moods))
        self.part_trigger, self.part_filler = nn.Linear(known, _WIDE), nn.Linear(known, _WIDE)
        self.part_type, self.part_distance = nn.Embedding(types, _WIDE), nn.Embedding(DISTANCES, _WIDE)
        self.part = nn.Linear(_WIDE, len(PARTS))
        self.nobody, self.nobody_out = nn.Linear(known, _NOBODY), nn.Linear(_NOBODY, len(PARTS))
        for table in (self.told_type, self.part_type, self.part_distance):
            nn.init.normal_(table.weight, std=0.05)
        nn.init.zeros_(self.told_bias.weight)
        nn.init.zeros_(self.reader.weight)

    def states(self, rows: list[Tensor], positions: list[int]) -> Tensor:
        """What is known of each token: (sentences, tokens, units)."""
        sizes = [len(r) for r in rows]
        ids = nn.utils.rnn.pad_sequence(rows, batch_first=True)
        heads, ids = ids[..., -1:], ids[..., :-1]
        if self.training:
            hidden = torch.rand(ids.shape[:2]) < _FORGET
            ids = torch.cat([torch.where(hidden & (ids[..., 0] > 0), RARE, ids[..., 0])[..., None], ids[..., 1:]], -1)
        own = {column: self.tables[column](ids[..., n]) for n, column in enumerate(COLUMNS)}
        seen = torch.cat([own[column] for column in GOVERNOR], -1)
        none = torch.zeros(len(rows), 1, seen.shape[-1])
        up = torch.gather(torch.cat([none, seen], 1), 1, heads.expand(-1, -1, seen.shape[-1]))
        where = self.position(torch.tensor(positions))[:, None].expand(-1, ids.shape[1], -1)
        x = functional.dropout(torch.cat([*own.values(), up, where], -1), self.drop, self.training)
        packed = nn.utils.rnn.pack_padded_sequence(x, sizes, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        states = functional.dropout(states, self.drop, self.training)
        return torch.cat([states, *(own[column] for column in BESIDE)], -1)

    def loss(self, sentences: Sequence[Lesson], states: Tensor) -> Tensor:
        """Loss of what the annotations and the coder say of a batch, by trigger."""
        asked = [(n, a) for n, lesson in enumerate(sentences) for a in lesson.asked]
        if not asked:
            return torch.zeros((), requires_grad=True)
        here = states[[n for n, _ in asked], [a.at for _, a in asked]]
        known = functional.dropout(torch.relu(self.trigger(here)), self.drop_out, self.training)
        owners = torch.tensor([k for k, (_, a) in enumerate(asked) for _ in a.types])
        types = torch.tensor([self.types[t] for _, a in asked for t in a.types])
        readers = torch.tensor([self.readers[a.reader] for _, a in asked])
        odds = (known[owners] * self.told_type(types)).sum(-1) + self.told_bias(types)[:, 0]
        odds = odds + self.reader(readers[owners])[:, 0]
        truth = torch.tensor([y for _, a in asked for y in a.tells])
        weights = torch.tensor([1.0 if a.is_annotated else _SAID for _, a in asked])
        wrong = functional.binary_cross_entropy_with_logits(odds, truth, reduction="none")
        total = (wrong * weights[owners]).sum()
        sure = [k for k, (_, a) in enumerate(asked) if a.moods]
        if sure:
            moods = torch.tensor([[asked[k][1].moods.get(name, 0.0) for name in self.moods] for k in sure])
            wrong = functional.cross_entropy(self.mood(known[sure]), moods, reduction="none")
            total = total + _BESIDE * (wrong * weights[sure]).sum()
            total = total + _BESIDE * self._parts([asked[k] for k in sure], states, here[sure])
        return total / len(asked)

    def _parts(self, asked: Sequence[tuple[int, Asked]], states: Tensor, here: Tensor) -> Tensor:
        pairs: dict[tuple[int, int], int] = {}
        groups = []
        for k, (_, a) in enumerate(asked):
            for name, heads, shares in a.parts:
                places = [pairs.setdefault((k, head), len(pairs)) for head in heads]
                groups.append((k, PARTS.index(name), places, shares))
        if not groups:
            return torch.zeros(())
        wanted = self.part_trigger(here) + self.part_type(torch.tensor([self.types[a.type] for _, a in asked]))
        fillers = self.part_filler(states[[asked[k][0] for k, _ in pairs], [head for _, head in pairs]])
        away = self.part_distance(torch.tensor([distance(head - asked[k][1].at) for k, head in pairs]))
        joint = torch.relu(wanted[[k for k, _ in pairs]] + fillers + away)
        scores = self.part(functional.dropout(joint, self.drop_out, self.training)).flatten()
        nobody = self.nobody_out(torch.relu(self.nobody(here))).flatten()
        flat = torch.cat([scores, nobody, torch.tensor([-1e9])])
        longest = max(len(places) for _, _, places, _ in groups) + 1
        index = torch.full((len(groups), longest), len(flat) - 1)
        wanted_shares = torch.zeros(len(groups), longest)
        for n, (k, part, places, shares) in enumerate(groups):
            index[n, : len(shares)] = torch.tensor(
                [*(p * len(PARTS) + part for p in places), len(scores) + k * len(PARTS) + part]
            )
            wanted_shares[n, : len(shares)] = torch.tensor(shares)
        chances = functional.log_softmax(flat[index], 1)
        # Of several that an annotation confirms any will do; the coder's shares are to be met each.
        any_of = -torch.logsumexp(chances.masked_fill(wanted_shares == 0, -1e9), 1)
        each = -(wanted_shares * chances.clamp(min=-30)).sum(1)
        annotated = torch.tensor([asked[k][1].is_annotated for k, _, _, _ in groups])
        return torch.where(annotated, any_of, _SAID * each).sum()


def fit(
    annotated: Sequence[Lesson], unread: Sequence[Lesson], start: Mapping[str, np.ndarray], seed: int = 0
) -> dict[str, np.ndarray]:
    """The arrays of :class:`etl.events.network.Network`.

    ``start``: those of ``tools/pretrain_network.py``, or of a network. It then goes on from itself, and the mean of
    what it was and what it became is kept: both lie in one valley (Wortsman et al. 2022).
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    sentences = [*annotated, *unread]
    values = {column: start[f"values.{column}"].tolist() for column in COLUMNS}
    values["types"] = sorted(event_types())
    values["moods"] = sorted({mood for s in annotated for a in s.asked for mood in a.moods})
    values["readers"] = sorted({a.reader for s in annotated for a in s.asked} - {""})
    net = Net(values)
    known = {n: torch.from_numpy(a.astype(np.float32)) for n, a in start.items() if not n.startswith("values.")}
    net.load_state_dict(net.state_dict() | known)
    was_fitted = known.keys() == net.state_dict().keys() - {_READER}
    course = _FURTHER if was_fitted else _FIRST
    rows = rows_of(values, sentences)

    def loss(batch: list[int]) -> Tensor:
        here = [sentences[n] for n in batch]
        return net.loss(here, net.states([rows[n] for n in batch], [s.position for s in here]))

    net.train()
    also = list(range(len(annotated), len(sentences)))
    chance.shuffle(also)
    epochs = [
        [*range(len(annotated)), *(also[n :: course.unread] if n < course.unread else ())] for n in range(course.epochs)
    ]
    learn(list(net.parameters()), sentences, epochs, chance, loss, Pace(course.rate, _WARM, _BATCH))
    if was_fitted:
        means = {name: (value + net.state_dict()[name]) / 2 for name, value in known.items()}
        net.load_state_dict(net.state_dict() | means)
    return arrays_of(net)


class Pace(NamedTuple):
    """How fast a network learns: highest rate, steps until that, tokens a step."""

    rate: float
    warm: int
    batch: int


def learn(
    weights: Sequence[nn.Parameter],
    sentences: Sequence[Lesson],
    epochs: Sequence[Sequence[int]],
    chance: random.Random,
    loss: Callable[[list[int]], Tensor],
    pace: Pace,
) -> None:
    """Move ``weights`` so that the ``loss`` of batches of ``sentences``, given by their places, falls.

    ``epochs``: the places of the sentences that are seen one time after the other.
    """
    optimizer = torch.optim.AdamW(weights, lr=pace.rate, weight_decay=1e-3)
    batches = [_batches(sentences, places, chance, pace.batch) for places in epochs]
    steps, step = sum(map(len, batches)), 0
    for epoch, seen in enumerate(batches, 1):
        losses = []
        for batch in seen:
            for group in optimizer.param_groups:
                group["lr"] = pace.rate * min(1.0, step / pace.warm) * max(0.02, 1.0 - step / steps)
            step += 1
            found = loss(batch)
            optimizer.zero_grad()
            found.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            losses.append(found.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.3f}", flush=True)


def arrays_of(net: Net) -> dict[str, np.ndarray]:
    """Weights by name and the values of each table; what is asked of a network needs no readers."""
    state = {name: value for name, value in net.state_dict().items() if name != _READER}
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in state.items()}
    return weights | {f"values.{name}": np.array(values) for name, values in net.values.items() if name != "readers"}


def rows_of(values: dict[str, list[str]], sentences: Sequence[Lesson]) -> list[Tensor]:
    """Of each sentence the rows of its words in the tables of vectors, and that of the governor behind one for none."""
    tables: list[dict[str, int]] = [{v: k for k, v in enumerate(values[column], RARE + 1)} for column in COLUMNS]

    def row(word: Token) -> list[int]:
        return [*(table.get(v, RARE) for table, v in zip(tables, word[:-1], strict=True)), word.head + 1]

    return [torch.tensor([row(word) for word in sentence.tokens]) for sentence in sentences]


def _batches(sentences: Sequence[Lesson], places: Sequence[int], chance: random.Random, size: int) -> list[list[int]]:
    """The sentences at ``places``, those of like length together, about ``size`` tokens each."""
    order = list(places)
    chance.shuffle(order)
    found: list[list[int]] = []
    for n in range(0, len(order), 1500):
        batch: list[int] = []
        for k in sorted(order[n : n + 1500], key=lambda k: len(sentences[k].tokens)):
            batch.append(k)
            if len(batch) * len(sentences[k].tokens) >= size:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    chance.shuffle(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--unread", nargs="*", type=Path, default=[], help="archives of news, as tools.gold reads them")
    parser.add_argument("--out", type=Path, help="where the network of all goes")
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    options = parser.parse_args()
    with np.load(options.start) as arrays:
        start = dict(arrays)
    taught = {a.name: list(lessons(a)) for a in read(options.folders)}
    judged = {a.name: [lesson for lesson in lessons(a) if lesson.asked] for a in single(options.folders)}
    if options.held_out:
        options.held_out.mkdir(exist_ok=True)
        for k in range(options.folds):
            rest = list(chain(*without_fold(list(taught.values()), k, options.folds), *judged.values()))
            np.savez_compressed(options.held_out / f"network.{k}.npz", **fit(rest, [], start))
    if options.out:
        every = list(chain(*taught.values(), *judged.values()))
        unread = list(said(options.unread, frozenset(taught) | frozenset(judged)))
        np.savez_compressed(options.out / "network.npz", **fit(every, unread, start))


if __name__ == "__main__":
    sys.exit(main())
