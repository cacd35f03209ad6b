#!/usr/bin/env python3
"""Train the built-in recogniser of names and write ``seeds/names/*.gz``.

    pip install numpy scipy scikit-learn python-crfsuite
    python tools/train_names.py --corpus anercorp_train.jsonl --unlabelled news.txt [--folds 5] [--out seeds/names]

CORPUS is JSON lines ``{"text": str, "entities": [{"start", "end", "type": PER|LOC|ORG}]}``, one sentence or more each:
ANERcorp (Benajiba, Rosso and Benedi Ruiz 2007; CC BY-SA 4.0). UNLABELLED is plain text, one article a paragraph; its
words are grouped by the company they keep, so that what is learned about one name holds for its like.
With ``--folds`` nothing is written: each block of 60 sentences in turn is held out, and found names are counted.
The same input gives the same model: all randomness is seeded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pycrfsuite
from scipy import sparse
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from etl.names.features import EDGE, features
from etl.names.model import LABELS, POSITIONS, UNIT, Model, Weights, pack
from etl.names.tagger import Tagger
from etl.text import NAME_PROCLITICS, Text, read_text, splits

Classes = dict[str, tuple[str, ...]]
Labelled = tuple[list[str], list[str]]

# Kinds of features that are weighed for a neighbour: the word, its classes, its digits and short affixes.
NEIGHBOUR = ("w", "c", "p", "s", "u")
FAR_NEIGHBOUR = ("w", "c")
MIN_COUNT = 4
CONTEXT_WORDS = 12_000
DIMENSIONS = 100
CLUSTERS = (800, 200, 50)
L1, L2 = 0.2, 0.05
BLOCK = 60


def sentences(path: Path) -> Iterator[list[str]]:
    """Folded words of each sentence of the unlabelled text."""
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        text = read_text(paragraph)
        for sentence in text.sentences:
            yield text.words[sentence.first : sentence.stop]


def word_classes(corpus: list[list[str]]) -> Classes:
    """Classes of the words of ``corpus``, from fine to coarse, by their neighbours within two words.

    Positive pointwise mutual information with the context smoothed (Levy and Goldberg 2014), reduced by singular
    value decomposition, then k-means, whose centres are merged for the coarser classes.
    """
    counts = Counter(word for sentence in corpus for word in sentence)
    vocabulary = [word for word, n in counts.most_common() if n >= MIN_COUNT and not word.isdigit()]
    row = {word: i for i, word in enumerate(vocabulary)}
    column = {word: i for i, word in enumerate(vocabulary[:CONTEXT_WORDS])}
    digits, other, edge = range(len(column), len(column) + 3)
    width = len(column) + 3
    rows, columns = array("i"), array("i")
    for sentence in corpus:
        ids = [digits if word.isdigit() else column.get(word, other) for word in sentence]
        for i, word in enumerate(sentence):
            if word not in row:
                continue
            for k, offset in enumerate((-2, -1, 1, 2)):
                j = i + offset
                if 0 <= j < len(ids):
                    rows.append(row[word])
                    columns.append(k * width + ids[j])
                elif abs(offset) == 1:
                    rows.append(row[word])
                    columns.append(k * width + edge)
    cells = (np.frombuffer(rows, np.int32), np.frombuffer(columns, np.int32))
    together = sparse.coo_matrix((np.ones(len(rows), np.float32), cells), shape=(len(row), 4 * width)).tocsr()
    together.sum_duplicates()
    of_word = np.asarray(together.sum(1)).ravel()
    of_context = np.asarray(together.sum(0)).ravel() ** 0.75
    of_context *= of_word.sum() / of_context.sum()
    together = together.tocoo()
    information = np.log(together.data * of_word.sum() / (of_word[together.row] * of_context[together.col]))
    positive = information > 0
    matrix = sparse.csr_matrix(
        (information[positive], (together.row[positive], together.col[positive])), shape=together.shape
    )
    left, strength, _ = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=0)
    vectors = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    means = MiniBatchKMeans(CLUSTERS[0], random_state=0, batch_size=4096, n_init=2, max_iter=60).fit(vectors)
    merged = [AgglomerativeClustering(n).fit(means.cluster_centers_).labels_ for n in CLUSTERS[1:]]
    return {
        word: (f"c{fine}", *(f"{'de'[level]}{labels[fine]}" for level, labels in enumerate(merged)))
        for word, fine in zip(vocabulary, means.labels_, strict=True)
    }


def labelled(path: Path) -> list[list[Labelled]]:
    """Words and labels of the sentences of each case of the corpus."""
    cases = []
    for line in path.open(encoding="utf-8"):
        case = json.loads(line)
        text = read_text(case["text"])
        spans = [text.raw_span(start, end) for start, end in zip(text.starts, text.ends, strict=True)]
        labels = ["O"] * len(spans)
        for entity in case["entities"]:
            if entity["type"] in ("PER", "LOC", "ORG"):
                inside = [i for i, (start, end) in enumerate(spans) if start < entity["end"] and end > entity["start"]]
                for i in inside:
                    labels[i] = ("B-" if i == inside[0] else "I-") + entity["type"]
        cases.append([(text.words[s.first : s.stop], labels[s.first : s.stop]) for s in text.sentences])
    return cases


def rows_of(words: list[str], classes: Classes) -> list[list[str]]:
    """Features of each word of a sentence, led by the index of the position that they are weighed in."""
    window = [EDGE, EDGE, *words, EDGE, EDGE]
    own = [list(features(word, classes)) for word in window]
    near = [[name for name in names if name[0] in "wcde" or name[0] in "ps" and len(name) in (3, 4)] for names in own]
    far = [[name for name in names if name[0] in "wde"] for names in own]
    return [
        [f"{k}{name}" for k, offset in enumerate(POSITIONS) for name in (own, near, far)[abs(offset)][i + offset]]
        for i in range(2, len(words) + 2)
    ]


def train(
    cases: Iterable[list[Labelled]], classes: Classes
) -> tuple[dict[str, dict[tuple[int, int], int]], list[list[int]]]:
    """Weights of each feature by (position, label), and of transitions [to][from], as whole numbers."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for case in cases:
        for words, labels in case:
            trainer.append(rows_of(words, classes), labels)
    trainer.set_params({"c1": L1, "c2": L2, "max_iterations": 150, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "model"))
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        learned = tagger.info()
    weights: dict[str, dict[tuple[int, int], int]] = {}
    for (name, label), weight in learned.state_features.items():
        value = round(weight * UNIT)
        if value:
            weights.setdefault(name[1:], {})[int(name[0]), LABELS.index(label)] = value
    steps = [[round(learned.transitions.get((b, a), 0.0) * UNIT) for b in LABELS] for a in LABELS]
    return weights, steps


def assemble(
    weights: dict[str, dict[tuple[int, int], int]], steps: list[list[int]], classes: Classes, firsts: dict[str, int]
) -> Model:
    """The model as the recogniser reads it from its files."""
    packed = {name: pack({lane: 8 * value for lane, value in lanes.items()}) for name, lanes in weights.items()}
    return Model(Weights(packed, classes), tuple(tuple(8 * value for value in row) for row in steps), firsts)


def first_words(tagger: Tagger, corpus: Iterable[list[str]], cases: Iterable[list[Labelled]]) -> dict[str, int]:
    """Bits of how often each word began a name, in the corpus and as tagged in the unlabelled text."""
    counts: Counter[str] = Counter()
    for case in cases:
        for words, labels in case:
            counts.update(word for word, label in zip(words, labels, strict=True) if label[0] == "B")
    for i in range(0, len(corpus := list(corpus)), 1000):
        text = read_text("\n".join(" ".join(words) for words in corpus[i : i + 1000]))
        counts.update(text.words[name.first] for name in tagger.find(text))
    return {word: n.bit_length() for word, n in counts.items() if n > 1 and not word.isdigit()}


def found_spans(words: list[str], tagger: Tagger) -> set[tuple[int, int, str]]:
    return {(name.first, name.stop, name.kind) for name in tagger.find(Words(words))}


def gold_spans(labels: list[str]) -> set[tuple[int, int, str]]:
    spans, begin = set(), -1
    for i, (label, following) in enumerate(pairwise([*labels, "O"])):
        if label[0] == "B":
            begin = i
        if label != "O" and following[0] != "I":
            spans.add((begin, i + 1, label[2:]))
    return spans


class Words(Text):
    """A text of one sentence, for words that have been read already."""

    def __init__(self, words: list[str]) -> None:
        text = read_text("")
        for name in Text.__slots__:
            object.__setattr__(self, name, getattr(text, name))
        from etl.text import Sentence

        object.__setattr__(self, "words", words)
        object.__setattr__(self, "sentences", (Sentence(0, 0, 0, 0, len(words)),))


def report(pairs: Iterable[tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]]) -> str:
    """Precision, recall and F1 per kind of exact spans, for (gold, found) pairs."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold, found in pairs:
        counts.update(("gold", kind) for *_, kind in gold)
        counts.update(("found", kind) for *_, kind in found)
        counts.update(("right", kind) for *_, kind in gold & found)
    parts = []
    for kind in ("LOC", "PER", "ORG"):
        right, found, gold = counts["right", kind], counts["found", kind], counts["gold", kind]
        parts.append(
            f"{kind} P {right / max(1, found):.3f} R {right / max(1, gold):.3f} F1 {2 * right / max(1, found + gold):.3f}"
        )
    return " | ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--unlabelled", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure with this many of five held-out parts")
    parser.add_argument("--also", type=Path, help="another labelled file to measure on")
    parser.add_argument("--out", type=Path, default=Path("seeds/names"))
    args = parser.parse_args()
    cases = labelled(args.corpus)
    unlabelled = list(sentences(args.unlabelled)) if args.unlabelled else []
    classes = word_classes(unlabelled) if unlabelled else {}
    if args.folds:
        pairs = []
        for fold in range(args.folds):
            rest = [case for i, case in enumerate(cases) if i // BLOCK % 5 != fold]
            tagger = Tagger(assemble(*train(rest, classes), classes, {}))
            held = [pair for i, case in enumerate(cases) if i // BLOCK % 5 == fold for pair in case]
            pairs += [(gold_spans(labels), found_spans(words, tagger)) for words, labels in held]
        print("held out:", report(pairs))
        if args.also:
            other = [pair for case in labelled(args.also) for pair in case]
            print("other:   ", report((gold_spans(labels), found_spans(words, tagger)) for words, labels in other))
        return
    weights, steps = train(cases, classes)
    firsts = first_words(Tagger(assemble(weights, steps, classes, {})), unlabelled, cases)
    write(args.out / "weights.tsv.gz", weight_lines(weights, steps))
    words = sorted(classes.keys() | firsts.keys())
    write(args.out / "words.tsv.gz", (f"{w}\t{' '.join(classes.get(w, ()))}\t{firsts.get(w, '')}" for w in words))


def weight_lines(weights: dict[str, dict[tuple[int, int], int]], steps: list[list[int]]) -> Iterator[str]:
    for label, row in zip(LABELS, steps, strict=True):
        yield f">{label}\t{' '.join(map(str, row))}"
    for name in sorted(weights):
        yield (
            name
            + "\t"
            + " ".join(f"{position}{label}{value}" for (position, label), value in sorted(weights[name].items()))
        )


def write(path: Path, lines: Iterable[str]) -> None:
    """Lines as a gzip file whose bytes depend on nothing else."""
    note = "# Trained on ANERcorp (CC BY-SA 4.0); see seeds/README.md."
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join((note, *lines, "")).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
