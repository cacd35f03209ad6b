"""Start the network of the event coder on news that nobody annotated: it guesses words that are hidden from it.

    python -m tools.pretrain_network ARCHIVE.tar.xz ... --vectors vectors.npz [--out start.npz]

A fifth of the words lose lemma, letters and event type (their form and their place in the tree stay), and the lemma is
to be found (Devlin et al. 2019). The vectors of ``tools/build_clusters.py`` are where those of the lemmas begin.
``tools/fit_network.py`` goes on from what is written. Needs PyTorch (the extra ``camel``); three quarters of an hour
for twenty thousand articles on one core.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from etl.events.mentions import triggers
from etl.events.network import COLUMNS, NOTHING, RARE, Token, place_in_text, tokens
from tools.annotated import page_of
from tools.fit_network import SHARED, Net, Pace, arrays_of, learn, rows_of
from tools.gold import articles
from tools.lessons import LONGEST, Lesson, by_sentence

#: Fewest words with a value that has a vector of its own.
_RAREST = {"lemma": 8, "suffix": 60, "prefix": 60, "kind": 15, "relation": 30, "mark": 1, "tells": 1}
#: What is put in the place of a hidden word.
_HIDDEN = {"lemma": RARE, "suffix": RARE, "prefix": RARE, "tells": NOTHING}
_SHARE, _DROP, _EPOCHS, _RATE, _WARM, _BATCH = 0.2, 0.15, 4, 2e-3, 300, 3000


def lessons(archives: list[Path]) -> Iterator[Lesson]:
    """The sentences of the archives."""
    for _, raw in articles(archives):
        page = page_of(raw, None)
        found = by_sentence(page, triggers(page))
        for n in range(len(page.text.sentences)):
            types = {t[0].at: t[0].event_type for t in found.get(n, ())}
            words = [_shared(word) for word in tokens(page, n, types)]
            if len(words) <= LONGEST:
                yield Lesson(words, place_in_text(n, len(page.text.sentences)), [])


def _shared(word: Token) -> Token:
    """``word`` with one copy of each string: there are millions."""
    return Token(*map(sys.intern, word[:-1]), word.head)


def values_of(sentences: Sequence[Lesson]) -> dict[str, list[str]]:
    """Column -> the values that have a vector."""
    found = {}
    for n, column in enumerate(COLUMNS):
        count = Counter(token[n] for s in sentences for token in s.tokens)
        found[column] = sorted(value for value, k in count.items() if k >= _RAREST[column])
    return found | {"types": [""], "moods": [""], "readers": []}  # not asked here


def hide(rows: Tensor, hidden: Tensor) -> Tensor:
    """``rows`` of words, of which the ``hidden`` ones say what they are no more."""
    rows = rows.clone()
    for column, row in _HIDDEN.items():
        rows[hidden, COLUMNS.index(column)] = row
    return rows


def fit(sentences: Sequence[Lesson], vectors: dict[str, np.ndarray], seed: int = 0) -> dict[str, np.ndarray]:
    """The arrays that ``tools/fit_network.py`` begins with."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(values_of(sentences), _DROP)
    lemmas = net.tables["lemma"].weight
    with torch.no_grad():
        for n, lemma in enumerate(net.values["lemma"], RARE + 1):
            if lemma in vectors:
                lemmas[n] = torch.from_numpy(vectors[lemma]) * 0.5
    guess = nn.Linear(2 * net.lstm.hidden_size, lemmas.shape[1])
    bias = nn.Parameter(torch.zeros(len(lemmas)))
    weights = [*net.parameters(), *guess.parameters(), bias]
    rows = rows_of(net.values, sentences)

    def loss(batch: list[int]) -> Tensor:
        hidden = [torch.rand(len(rows[n])) < _SHARE for n in batch]
        wanted = torch.cat([rows[n][chosen, 0] for n, chosen in zip(batch, hidden, strict=True)])
        shown = [hide(rows[n], chosen) for n, chosen in zip(batch, hidden, strict=True)]
        states = net.states(shown, [sentences[n].position for n in batch])[..., : guess.in_features]
        asked = states[nn.utils.rnn.pad_sequence(hidden, batch_first=True)]
        wrong = functional.cross_entropy(guess(asked) @ lemmas.T + bias, wanted, reduction="sum")
        return wrong / max(1, len(wanted))

    learn(weights, sentences, [range(len(sentences))] * _EPOCHS, chance, loss, Pace(_RATE, _WARM, _BATCH))
    return {name: a for name, a in arrays_of(net).items() if name.startswith(("values.", *SHARED))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("start.npz"))
    options = parser.parse_args()
    with np.load(options.vectors) as arrays:
        vectors = dict(zip(arrays["words"].tolist(), arrays["vectors"].astype(np.float32), strict=True))
    np.savez_compressed(options.out, **fit(list(lessons(options.archives)), vectors))


if __name__ == "__main__":
    sys.exit(main())
