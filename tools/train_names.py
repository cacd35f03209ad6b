#!/usr/bin/env python3
"""Train the built-in recogniser of names and write ``seeds/names/*.gz``.

    pip install numpy scipy scikit-learn python-crfsuite
    python tools/train_names.py --corpus anercorp.jsonl aqmar.jsonl ant_names.jsonl --unlabelled news.txt
    python tools/train_names.py --corpus anercorp.jsonl aqmar.jsonl ant_names.jsonl --unlabelled news.txt --folds 5

CORPUS is JSON lines ``{"text": str, "entities": [{"start", "end", "type": PER|LOC|ORG}]}``, one sentence or more each:
ANERcorp (Benajiba, Rosso and Benedi Ruiz 2007; CC BY-SA 4.0), AQMAR (Mohit, Schneider, Bhowmick, Oflazer and Smith
2012; CC BY-SA 3.0) and our own readings of ANT, which ``tools/gold.py restore`` writes. UNLABELLED is plain text, a
blank line between articles.

1. The words of UNLABELLED are grouped by the company they keep (``tools/names_words.py``).
2. Two readers are trained on CORPUS, one that sees a word's neighbours only, one that sees all, and read UNLABELLED;
   how often they take a word for a name, over all its occurrences, becomes a feature of the word.
3. The model is trained on CORPUS with these features, small weights pruned (L1), and written as whole numbers; it reads
   UNLABELLED in place of the second reader, and is trained again.

With ``--folds`` nothing is written: of five parts, each made of blocks of neighbouring sentences of every corpus, this
many are held out in turn, from all three steps, and the names found there are counted for each corpus. The same input
gives the same model.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import names_words
import pycrfsuite
from names_words import Notes, Sentences

from etl.documents import Name
from etl.names.features import EDGE, features
from etl.names.model import LABELS, POSITIONS, STATES, UNIT, Model, Weights, pack
from etl.names.tagger import Tagger
from etl.text import read_text

Labelled = tuple[list[str], list[str]]
Cases = list[list[Labelled]]
Lanes = dict[tuple[int, int], int]
Spans = set[tuple[int, int, str]]

L1, L2 = 0.1, 0.1
ROUNDS = 150
# How often the unlabelled text is read again with what was learned from it.
READINGS = 2
# Added to the weight of beginning a name: the tables discard what they know to be none.
EAGERNESS = 0.5
BLOCK = 60


@dataclass(frozen=True)
class Learned:
    """Weights of features and of transitions [to][from], as whole numbers, and what is known of words."""

    weights: dict[str, Lanes]
    steps: list[list[int]]
    notes: Notes

    def tagger(self) -> Tagger:
        packed = {
            name: pack({lane: value * STATES for lane, value in lanes.items()}) for name, lanes in self.weights.items()
        }
        steps = tuple(tuple(value * STATES for value in row) for row in self.steps)
        return Tagger(Model(Weights(packed, names_words.classes(self.notes)), steps, {}))


def unlabelled_sentences(path: Path) -> Sentences:
    """Folded words of each sentence of the unlabelled text."""
    texts = map(read_text, path.read_text(encoding="utf-8").split("\n\n"))
    return [text.words[sentence.first : sentence.stop] for text in texts for sentence in text.sentences]


def labelled(path: Path) -> Cases:
    """Words and labels of the sentences of each case of the corpus."""
    cases = []
    for line in path.open(encoding="utf-8"):
        case = json.loads(line)
        text = read_text(case["text"])
        spans = [text.raw_span(start, end) for start, end in zip(text.starts, text.ends, strict=True)]
        labels = ["O"] * len(spans)
        for entity in case["entities"]:
            if entity["type"] in names_words.KINDS:
                inside = [i for i, (start, end) in enumerate(spans) if start < entity["end"] and end > entity["start"]]
                for i in inside:
                    labels[i] = ("B-" if i == inside[0] else "I-") + entity["type"]
        cases.append([(text.words[s.first : s.stop], labels[s.first : s.stop]) for s in text.sentences])
    return cases


def weighed(name: str, offset: int, neighbours_only: bool) -> bool:
    """Whether the feature ``name`` of the word ``offset`` away counts: the farther, the fewer."""
    kind = name[0]
    if offset == 0:
        return not neighbours_only or kind in "l"
    if abs(offset) == 1:
        return kind in "wcdertg" or (kind in "ps" and len(name) in (3, 4))
    return kind in "wde"


def rows(words: list[str], classes: dict[str, tuple[str, ...]], neighbours_only: bool) -> list[list[str]]:
    """Features of each word of a sentence, led by the index of the position that they are weighed in."""
    window = [list(features(word, classes)) for word in (EDGE, EDGE, *words, EDGE, EDGE)]
    by_offset = {
        offset: [[f"{k}{name}" for name in names if weighed(name, offset, neighbours_only)] for names in window]
        for k, offset in enumerate(POSITIONS)
    }
    return [[name for offset in POSITIONS for name in by_offset[offset][i + offset]] for i in range(2, len(words) + 2)]


def train(cases: Iterable[list[Labelled]], notes: Notes, neighbours_only: bool = False) -> Learned:
    """One run of L-BFGS with elastic net."""
    classes = names_words.classes(notes)
    trainer = pycrfsuite.Trainer(verbose=False)
    for words, labels in (pair for case in cases for pair in case):
        trainer.append(rows(words, classes, neighbours_only), labels)
    trainer.set_params({"c1": L1, "c2": L2, "max_iterations": ROUNDS, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "model"))
        trainer.train(file)
        reader = pycrfsuite.Tagger()
        reader.open(file)
        info = reader.info()
    weights: dict[str, Lanes] = {}
    for (name, label), weight in info.state_features.items():
        if value := round(weight * UNIT):
            weights.setdefault(name[1:], {})[int(name[0]), LABELS.index(label)] = value
    steps = [
        [round((info.transitions.get((of, to), 0.0) + EAGERNESS * (to[0] == "B")) * UNIT) for of in LABELS]
        for to in LABELS
    ]
    return Learned(weights, steps, notes)


def learn(cases: Cases, groups: Notes, unlabelled: Sentences) -> Learned:
    """Steps 2 and 3 of the module's text."""
    known = names_words.joined(groups, names_words.listed())
    if not unlabelled:
        return train(cases, known)
    by_neighbours = names_words.reputations("r", unlabelled, finder(train(cases, known, neighbours_only=True)))
    learned = train(cases, known)
    for _ in range(READINGS):
        by_all = names_words.reputations("t", unlabelled, finder(learned))
        learned = train(cases, names_words.joined(known, by_neighbours, by_all))
    return learned


def finder(learned: Learned) -> Callable[[list[str]], list[Name]]:
    """Names in a sentence of folded words."""
    find = learned.tagger().find_in
    return lambda words: list(find(words))


def first_words(learned: Learned, cases: Iterable[list[Labelled]], unlabelled: Sentences) -> dict[str, int]:
    """How often each word began a name, in the corpus and as found in the unlabelled text, in bits."""
    counts: Counter[str] = Counter()
    for words, labels in (pair for case in cases for pair in case):
        counts.update(word for word, label in zip(words, labels, strict=True) if label[0] == "B")
    find = finder(learned)
    for words in unlabelled:
        counts.update(words[name.first] for name in find(words))
    return {word: n.bit_length() for word, n in counts.items() if n > 1 and not word.isdigit()}


def gold_spans(labels: list[str]) -> Spans:
    spans, begin = set(), -1
    for i, (label, following) in enumerate(pairwise([*labels, "O"])):
        if label[0] == "B":
            begin = i
        if label != "O" and following[0] != "I":
            spans.add((begin, i + 1, label[2:]))
    return spans


def report(learned: Learned, held: Iterable[Labelled]) -> Counter[tuple[str, str]]:
    """Counts of exact spans: (gold, found or right; kind)."""
    counts: Counter[tuple[str, str]] = Counter()
    find = finder(learned)
    for words, labels in held:
        gold = gold_spans(labels)
        found = {(name.first, name.stop, name.kind) for name in find(words)}
        for what, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((what, kind) for *_, kind in spans)
    return counts


def show(title: str, counts: Counter[tuple[str, str]]) -> None:
    for kind in names_words.KINDS:
        right, found, gold = (counts[what, kind] for what in ("right", "found", "gold"))
        precision, recall = right / max(1, found), right / max(1, gold)
        print(f"{title} {kind} P {precision:.3f} R {recall:.3f} F1 {2 * right / max(1, found + gold):.3f}", flush=True)


def measure(corpora: dict[str, Cases], groups: Notes, unlabelled: Sentences, folds: int) -> None:
    totals: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in corpora}
    for fold in range(folds):
        rest = [case for cases in corpora.values() for i, case in enumerate(cases) if i // BLOCK % 5 != fold]
        learned = learn(rest, groups, unlabelled)
        for name, cases in corpora.items():
            held = (pair for i, case in enumerate(cases) if i // BLOCK % 5 == fold for pair in case)
            totals[name] += report(learned, held)
    for name, total in totals.items():
        show(name, total)


def save(path: Path, lines: Iterable[str]) -> None:
    """Lines as a gzip file whose bytes depend on nothing else; prints its line for ``seeds/README.md``."""
    note = "# Trained on ANERcorp and AQMAR (CC BY-SA) and licensed alike; see seeds/README.md."
    content = gzip.compress("\n".join((note, *lines, "")).encode(), 9, mtime=0)
    path.write_bytes(content)
    print(f"{hashlib.sha256(content).hexdigest()}  names/{path.name}")


def weight_lines(learned: Learned) -> Iterator[str]:
    for label, row in zip(LABELS, learned.steps, strict=True):
        yield f">{label}\t{' '.join(map(str, row))}"
    for name, lanes in sorted(learned.weights.items()):
        values = (f"{position}{label}{value}" for (position, label), value in sorted(lanes.items()))
        yield f"{name}\t{' '.join(values)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--unlabelled", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure on this many of five held-out parts (1-5)")
    parser.add_argument("--out", type=Path, default=Path("seeds/names"))
    args = parser.parse_args()
    corpora = {path.stem: labelled(path) for path in args.corpus}
    unlabelled = unlabelled_sentences(args.unlabelled) if args.unlabelled else []
    groups = names_words.clusters(unlabelled) if unlabelled else {}
    if args.folds:
        measure(corpora, groups, unlabelled, args.folds)
        return
    cases = [case for corpus in corpora.values() for case in corpus]
    learned = learn(cases, groups, unlabelled)
    firsts = first_words(learned, cases, unlabelled)
    words = sorted(learned.notes.keys() | firsts.keys())
    save(args.out / "weights.tsv.gz", weight_lines(learned))
    save(
        args.out / "words.tsv.gz",
        (f"{word}\t{' '.join(learned.notes.get(word, ()))}\t{firsts.get(word, '')}" for word in words),
    )


if __name__ == "__main__":
    main()
