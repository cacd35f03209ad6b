"""Fit the network of the event coder on annotated articles.

    python -m tools.fit_network FOLDER ... --start start.npz [--out seeds/events] [--held-out FOLDER [--folds 4]]

FOLDER holds ``*.frames.json`` as ``tools.gold`` restores them; ``--start`` is what ``tools/pretrain_network.py`` wrote.
``--held-out``: a network for each fold, fitted without it, as ``tools/fit_events.py`` needs them. Needs PyTorch (the
extra ``camel``); ten minutes for 2,000 articles and each network on one core.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from etl.events.lexicon import NO_EVENT
from etl.events.mentions import PARTS as GROUPS
from etl.events.mentions import candidates
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
    place_in_text,
    tokens,
)
from etl.events.types import event_types
from tools.annotated import Article, aligned, read, right, tells, without_fold

#: Units of the vectors of each column.
_UNITS = {"lemma": 100, "suffix": 16, "prefix": 16, "kind": 32, "relation": 24, "mark": 12, "tells": 24}
_POSITION, _STATE, _WIDE, _NOBODY = 8, 200, 160, 80
_DROP, _DROP_OUT, _FORGET = 0.45, 0.3, 0.1
_EPOCHS, _RATE, _WARM, _BATCH = 7, 1.5e-3, 200, 1500
#: Tables and layers that :class:`Net` shares with what it was before it saw annotations.
SHARED = ("tables.", "position.", "lstm.")
#: Weight of mood and parts beside telling.
_BESIDE = 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger with what the annotation says of it."""

    at: int
    types: list[str]
    tells: list[bool]
    #: Of a trigger that an annotation confirms: its mood, its type, and for each part the heads and whether they are
    #: right.
    mood: str = ""
    type: str = ""
    parts: tuple[tuple[str, list[int], list[bool]], ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with its triggers; positions count from its first token."""

    tokens: list[Token]
    position: int
    asked: list[Asked]


def lessons(a: Article) -> Iterator[Lesson]:
    """The sentences of an article that have triggers."""
    page = a.page
    by_sentence: dict[int, list[int]] = {}
    for n, types in enumerate(a.candidates):
        by_sentence.setdefault(page.text.sentence_of[types[0].at], []).append(n)
    for sentence, numbers in by_sentence.items():
        first = page.text.sentences[sentence].first
        types_at = {a.candidates[n][0].at: a.candidates[n][0].event_type for n in numbers}
        asked = [_asked(a, n, first) for n in numbers if a.candidates[n][0].event_type != NO_EVENT]
        position = place_in_text(sentence, len(page.text.sentences))
        yield Lesson(tokens(page, sentence, types_at), position, asked)


def _asked(a: Article, n: int, first: int) -> Asked:
    types = a.candidates[n]
    gold = {f["type"] for f in a.meets[n]}
    at = types[0].at - first
    names, truth = [t.event_type for t in types], [tells(t, types, gold) for t in types]
    pair = aligned(types, a.meets[n])
    if pair is None:
        return Asked(at, names, truth)
    trigger, frame = pair
    parts = []
    for roles, (fillers, heads, _) in zip(GROUPS, candidates(a.page, trigger), strict=True):
        parts += [(role, [h - first for h in heads], right(a, frame, role, fillers)) for role in roles if heads]
    return Asked(at, names, truth, frame["modality"], trigger.event_type, tuple(parts))


class Net(nn.Module):
    """What ``etl.events.network`` reads with, with the same names."""

    def __init__(self, values: dict[str, list[str]], drop: float = _DROP, drop_out: float = _DROP_OUT) -> None:
        super().__init__()
        self.values, self.drop, self.drop_out = values, drop, drop_out
        self.types = {name: n for n, name in enumerate(values["types"])}
        self.moods = {name: n for n, name in enumerate(values["moods"])}
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
        self.mood = nn.Linear(_WIDE, len(self.moods))
        self.part_trigger, self.part_filler = nn.Linear(known, _WIDE), nn.Linear(known, _WIDE)
        self.part_type, self.part_distance = nn.Embedding(types, _WIDE), nn.Embedding(DISTANCES, _WIDE)
        self.part = nn.Linear(_WIDE, len(PARTS))
        self.nobody, self.nobody_out = nn.Linear(known, _NOBODY), nn.Linear(_NOBODY, len(PARTS))
        for table in (self.told_type, self.part_type, self.part_distance):
            nn.init.normal_(table.weight, std=0.05)
        nn.init.zeros_(self.told_bias.weight)

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
        """Loss of what the annotations say of a batch, by trigger."""
        asked = [(n, a) for n, lesson in enumerate(sentences) for a in lesson.asked]
        if not asked:
            return torch.zeros((), requires_grad=True)
        here = states[[n for n, _ in asked], [a.at for _, a in asked]]
        known = functional.dropout(torch.relu(self.trigger(here)), self.drop_out, self.training)
        owners = torch.tensor([k for k, (_, a) in enumerate(asked) for _ in a.types])
        types = torch.tensor([self.types[t] for _, a in asked for t in a.types])
        odds = (known[owners] * self.told_type(types)).sum(-1) + self.told_bias(types)[:, 0]
        truth = torch.tensor([float(y) for _, a in asked for y in a.tells])
        total = functional.binary_cross_entropy_with_logits(odds, truth, reduction="sum")
        sure = [k for k, (_, a) in enumerate(asked) if a.mood]
        if sure:
            moods = torch.tensor([self.moods[asked[k][1].mood] for k in sure])
            total = total + _BESIDE * functional.cross_entropy(self.mood(known[sure]), moods, reduction="sum")
            total = total + _BESIDE * self._parts([asked[k] for k in sure], states, here[sure])
        return total / len(asked)

    def _parts(self, asked: Sequence[tuple[int, Asked]], states: Tensor, here: Tensor) -> Tensor:
        pairs: dict[tuple[int, int], int] = {}
        groups = []
        for k, (_, a) in enumerate(asked):
            for name, heads, truth in a.parts:
                places = [pairs.setdefault((k, head), len(pairs)) for head in heads]
                groups.append((k, PARTS.index(name), places, truth))
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
        good = torch.zeros(len(groups), longest, dtype=torch.bool)
        for n, (k, part, places, truth) in enumerate(groups):
            row = [p * len(PARTS) + part for p in places] + [len(scores) + k * len(PARTS) + part]
            index[n, : len(row)] = torch.tensor(row)
            good[n, : len(row)] = torch.tensor([*truth, not any(truth)])
        table = flat[index]
        likely = torch.logsumexp(table.masked_fill(~good, -1e9), 1)
        return (torch.logsumexp(table, 1) - likely).sum()


def fit(sentences: Sequence[Lesson], start: Mapping[str, np.ndarray], seed: int = 0) -> dict[str, np.ndarray]:
    """The arrays of :class:`etl.events.network.Network`; ``start``: those of ``tools/pretrain_network.py``."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    values = {column: start[f"values.{column}"].tolist() for column in COLUMNS}
    values["types"] = sorted(event_types())
    values["moods"] = sorted({a.mood for s in sentences for a in s.asked if a.mood})
    net = Net(values)
    known = {name: torch.from_numpy(a.astype(np.float32)) for name, a in start.items() if name.startswith(SHARED)}
    net.load_state_dict(net.state_dict() | known)
    rows = rows_of(values, sentences)

    def loss(batch: list[int]) -> Tensor:
        here = [sentences[n] for n in batch]
        return net.loss(here, net.states([rows[n] for n in batch], [s.position for s in here]))

    net.train()
    learn(list(net.parameters()), sentences, chance, loss, Pace(_EPOCHS, _RATE, _WARM, _BATCH))
    return arrays_of(net)


class Pace(NamedTuple):
    """How fast a network learns: times that it sees all, highest rate, steps until that, tokens a step."""

    epochs: int
    rate: float
    warm: int
    batch: int


def learn(
    weights: Sequence[nn.Parameter],
    sentences: Sequence[Lesson],
    chance: random.Random,
    loss: Callable[[list[int]], Tensor],
    pace: Pace,
) -> None:
    """Move ``weights`` so that the ``loss`` of batches of ``sentences``, given by their places, falls."""
    optimizer = torch.optim.AdamW(weights, lr=pace.rate, weight_decay=1e-3)
    steps, step = pace.epochs * len(_batches(sentences, chance, pace.batch)), 0
    for epoch in range(pace.epochs):
        losses = []
        for batch in _batches(sentences, chance, pace.batch):
            for group in optimizer.param_groups:
                group["lr"] = pace.rate * min(1.0, step / pace.warm) * max(0.02, 1.0 - step / steps)
            step += 1
            found = loss(batch)
            optimizer.zero_grad()
            found.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            losses.append(found.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)


def arrays_of(net: Net) -> dict[str, np.ndarray]:
    """Weights by name and the values of each table."""
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in net.state_dict().items()}
    return weights | {f"values.{name}": np.array(values) for name, values in net.values.items()}


def rows_of(values: dict[str, list[str]], sentences: Sequence[Lesson]) -> list[Tensor]:
    """Of each sentence the rows of its words in the tables of vectors, and that of the governor behind one for none."""
    tables: list[dict[str, int]] = [{v: k for k, v in enumerate(values[column], RARE + 1)} for column in COLUMNS]

    def row(word: Token) -> list[int]:
        return [*(table.get(v, RARE) for table, v in zip(tables, word[:-1], strict=True)), word.head + 1]

    return [torch.tensor([row(word) for word in sentence.tokens]) for sentence in sentences]


def _batches(sentences: Sequence[Lesson], chance: random.Random, size: int) -> list[list[int]]:
    """Sentences of like length together, about ``size`` tokens each."""
    order = list(range(len(sentences)))
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
    parser.add_argument("--out", type=Path, default=Path("seeds/events"))
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    options = parser.parse_args()
    with np.load(options.start) as arrays:
        start = dict(arrays)
    taught = [list(lessons(a)) for a in read(options.folders)]
    if options.held_out:
        options.held_out.mkdir(exist_ok=True)
        for k in range(options.folds):
            rest = [s for found in without_fold(taught, k, options.folds) for s in found]
            np.savez_compressed(options.held_out / f"network.{k}.npz", **fit(rest, start))
    np.savez_compressed(options.out / "network.npz", **fit([s for found in taught for s in found], start))


if __name__ == "__main__":
    sys.exit(main())
