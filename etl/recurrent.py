"""Recurrent networks in NumPy: a long short-term memory (Hochreiter and Schmidhuber 1997) that reads both ways.

Reading only: PyTorch fits the weights (``tools/fit_network.py``), whose names and order of gates they keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache

import numpy as np
from threadpoolctl import ThreadpoolController


@cache
def _libraries() -> ThreadpoolController:
    """Found once: looking for the libraries that multiply costs more than a sentence."""
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Matrices are multiplied by one thread: several would wait for each other, on a busy machine for long."""
    limits: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limits


#: Weights of the input, of the state before, and what is added; first of the way there, then of the way back.
Layer = tuple[np.ndarray, np.ndarray, np.ndarray]


class Lstm:
    """Layers of a bidirectional LSTM."""

    def __init__(self, arrays: Mapping[str, np.ndarray], prefix: str) -> None:
        """``arrays``: those of ``torch.nn.LSTM``, their names behind ``prefix``."""
        self._layers: list[Layer] = []
        while f"{prefix}weight_ih_l{len(self._layers)}" in arrays:
            names = [f"{prefix}%s_l{len(self._layers)}{way}" for way in ("", "_reverse")]
            into, again = (np.stack([arrays[name % kind].T for name in names]) for kind in ("weight_ih", "weight_hh"))
            bias = np.stack([arrays[name % "bias_ih"] + arrays[name % "bias_hh"] for name in names])
            # One tanh for all four gates: sigmoid(x) is (tanh(x / 2) + 1) / 2.
            half = np.full(bias.shape[1], 0.5, dtype=np.float32)
            half[len(half) // 2 : len(half) * 3 // 4] = 1.0
            into, again, bias = (np.ascontiguousarray(a * half, np.float32) for a in (into, again, bias))
            self._layers.append((into, again, bias))

    def __call__(self, rows: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
        """Read sentences that stand one behind the other in ``rows`` (tokens, features), ``sizes`` tokens each.

        Returns what is known of each token, (tokens, twice the units of a layer).
        """
        for layer in self._layers:
            rows = _read(layer, rows, np.array(sizes))
        return rows


def _read(layer: Layer, rows: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    into, again, bias = layer
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    lengths = lengths[order]
    units = again.shape[1]
    gates = rows @ into + bias[:, None, :]
    out = np.empty((len(rows), 2 * units), dtype=np.float32)
    state: np.ndarray = np.zeros((2, len(lengths), units), dtype=np.float32)
    cell: np.ndarray = np.zeros_like(state)
    for step in range(int(lengths[0])):
        going = int(np.searchsorted(-lengths, -step, side="left"))
        at = starts[:going] + step
        back = starts[:going] + lengths[:going] - 1 - step
        total = state[:, :going] @ again
        total[0] += gates[0, at]
        total[1] += gates[1, back]
        np.tanh(total, out=total)
        enter, keep, new, show = (total[:, :, k * units : (k + 1) * units] for k in range(4))
        cell = 0.5 * ((keep + 1.0) * cell[:, :going] + (enter + 1.0) * new)
        state = 0.5 * (show + 1.0) * np.tanh(cell)
        out[at, :units] = state[0]
        out[back, units:] = state[1]
    return out
