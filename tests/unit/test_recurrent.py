"""The recurrent network against its definition, word by word."""

from __future__ import annotations

from itertools import pairwise
from math import exp, tanh

import numpy as np
import pytest

from etl.recurrent import Lstm

UNITS, FEATURES = 3, 4


def _arrays(layers: int = 1) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(7)
    found = {}
    for layer in range(layers):
        size = FEATURES if layer == 0 else 2 * UNITS
        for way in ("", "_reverse"):
            for kind, shape in (("weight_ih", (4 * UNITS, size)), ("weight_hh", (4 * UNITS, UNITS))):
                found[f"lstm.{kind}_l{layer}{way}"] = chance.normal(size=shape).astype(np.float32)
            for kind in ("bias_ih", "bias_hh"):
                found[f"lstm.{kind}_l{layer}{way}"] = chance.normal(size=4 * UNITS).astype(np.float32)
    return found


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


def _by_definition(arrays: dict[str, np.ndarray], rows: np.ndarray, way: str) -> list[list[float]]:
    """The equations of the cell as they are printed, one unit at a time; gates in the order in, forget, new, out."""
    into, again = (arrays[f"lstm.{kind}_l0{way}"].tolist() for kind in ("weight_ih", "weight_hh"))
    bias = (arrays[f"lstm.bias_ih_l0{way}"] + arrays[f"lstm.bias_hh_l0{way}"]).tolist()
    state, cell = [0.0] * UNITS, [0.0] * UNITS
    found = []
    for row in rows.tolist():
        gates = [
            bias[g]
            + sum(w * x for w, x in zip(into[g], row, strict=True))
            + sum(w * h for w, h in zip(again[g], state, strict=True))
            for g in range(4 * UNITS)
        ]
        for u in range(UNITS):
            enter, keep, new = (gates[u + k * UNITS] for k in range(3))
            cell[u] = _sigmoid(keep) * cell[u] + _sigmoid(enter) * tanh(new)
        state = [_sigmoid(gates[u + 3 * UNITS]) * tanh(cell[u]) for u in range(UNITS)]
        found.append(state)
    return found


def test_it_is_what_the_equations_say() -> None:
    arrays = _arrays()
    rows = np.random.default_rng(1).normal(size=(6, FEATURES)).astype(np.float32)
    found = Lstm(arrays, "lstm.")(rows, [6])
    there = _by_definition(arrays, rows, "")
    back = _by_definition(arrays, rows[::-1], "_reverse")[::-1]
    assert found == pytest.approx(np.concatenate([np.array(there), np.array(back)], axis=1), abs=1e-5)


@pytest.mark.parametrize("sizes", [[1], [2, 5, 1], [3, 3], [1, 1, 9, 4, 9, 2]])
def test_sentences_read_together_are_read_as_each_alone(sizes: list[int]) -> None:
    lstm = Lstm(_arrays(layers=2), "lstm.")
    rows = np.random.default_rng(2).normal(size=(sum(sizes), FEATURES)).astype(np.float32)
    together = lstm(rows, sizes)
    starts = np.cumsum([0, *sizes])
    alone = [lstm(rows[a:b], [b - a]) for a, b in pairwise(starts)]
    assert together == pytest.approx(np.concatenate(alone), abs=1e-6)
