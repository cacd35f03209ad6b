"""Fit the tagger and the parser on a treebank and say how right they are on the fifth that they did not see.

python tools/train_syntax.py TREEBANK.conllu [--out seeds/syntax]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path

from etl.linear import dump
from etl.syntax.blocks import names
from etl.syntax.parsing import ARC_BLOCKS, Moves, Parser, Relations, arc, core, node, spine
from etl.syntax.tagging import EDGE, Tagger, context_features
from etl.syntax.transitions import BLOCKS, MOVES, Node, State, look
from etl.syntax.words import SHAPES
from tools.treebank import Tree, on_spine, read

Sentence = tuple[Tree, list[Node]]


class Averaged:
    """Averaged perceptron weights: feature -> class -> weight."""

    def __init__(self) -> None:
        self.weights: dict[str, dict[str, float]] = {}
        self._totals: dict[tuple[str, str], float] = defaultdict(float)
        self._stamps: dict[tuple[str, str], int] = defaultdict(int)
        self.step = 0

    def update(self, truth: str, guess: str, features: list[str]) -> None:
        self.step += 1
        if truth == guess:
            return
        for feature in features:
            row = self.weights.setdefault(feature, {})
            for name, change in ((truth, 1.0), (guess, -1.0)):
                key = (feature, name)
                value = row.get(name, 0.0)
                self._totals[key] += (self.step - self._stamps[key]) * value
                self._stamps[key] = self.step
                row[name] = value + change

    def averaged(self) -> dict[str, dict[str, float]]:
        out: dict[str, dict[str, float]] = {}
        for feature, row in self.weights.items():
            new = {}
            for name, value in row.items():
                key = (feature, name)
                total = self._totals[key] + (self.step - self._stamps[key]) * value
                mean = round(total / self.step, 3)
                if mean:
                    new[name] = mean
            if new:
                out[feature] = new
        return out


def train_tagger(trees: list[Tree], epochs: int = 8) -> dict[str, dict[str, float]]:
    model = Averaged()
    order = list(trees)
    rng = random.Random(1)
    for _ in range(epochs):
        rng.shuffle(order)
        for tree in order:
            shapes = [SHAPES[f] for f in tree.forms]
            previous = earlier = EDGE.seen
            before = EDGE
            for i, shape in enumerate(shapes):
                tags = shape.tags
                truth = tree.tags[i]
                guess = tags[0]
                if len(tags) > 1:
                    after = shapes[i + 1] if i + 1 < len(shapes) else EDGE
                    features = [*shape.own, *context_features(before, after, previous, earlier, shape)]
                    found = [model.weights[f] for f in features if f in model.weights]
                    guess = max(tags, key=lambda t: sum(f.get(t, 0.0) for f in found))
                    if truth in tags:
                        model.update(truth, guess, features)
                earlier, previous, before = previous, guess, shape
    return model.averaged()


def _cost(state: State, move: str, heads: list[int], kids: list[list[int]]) -> int:
    """Arcs of the treebank that the move puts out of reach (Goldberg and Nivre 2013)."""
    nxt = state.next
    if move == "S":
        below = state.stack[:-1]
        return (heads[nxt] in below) + sum(1 for k in kids[nxt] if k in state.stack)
    top = state.stack[-1]
    lost = sum(1 for k in kids[top] if k >= nxt)
    governor = heads[top]
    if move == "L":
        second = state.stack[-2] if len(state.stack) > 1 else -1
        return lost + (governor == second or governor > nxt)
    return lost + (governor >= nxt)


def train_parser(sentences: list[Sentence], epochs: int = 14) -> dict[str, dict[str, float]]:
    model = Averaged()
    order = list(sentences)
    rng = random.Random(2)
    for epoch in range(epochs):
        rng.shuffle(order)
        for tree, nodes in order:
            backbone = spine(nodes)
            # The root stands at the end of the sentence, where the arc-hybrid system has it.
            heads = [h if h >= 0 else len(backbone.kept) for h in on_spine(tree, backbone.kept)[0]]
            kids: list[list[int]] = [[] for _ in range(len(heads) + 1)]
            for child, head in enumerate(heads):
                kids[head].append(child)
            state = State(backbone.nodes, backbone.gaps)
            while not state.done():
                legal = [m for m, ok in zip(MOVES, state.legal(), strict=True) if ok]
                if len(legal) == 1:
                    state.apply(legal[0])
                    continue
                found = list(names(BLOCKS, *look(state)))
                rows = [model.weights[f] for f in found if f in model.weights]
                score = {m: sum(r.get(m, 0.0) for r in rows) for m in legal}
                costs = {m: _cost(state, m, heads, kids) for m in legal}
                least = min(costs.values())
                guess = max(legal, key=lambda m: score[m])
                truth = max((m for m in legal if costs[m] == least), key=lambda m: score[m])
                if costs[guess] == least:
                    truth = guess
                model.update(truth, guess, found)
                follow = guess if epoch > 1 and rng.random() < 0.9 else truth
                state.apply(follow)
    return model.averaged()


def train_labels(sentences: list[Sentence], epochs: int = 8) -> dict[str, dict[str, float]]:
    model = Averaged()
    order = list(sentences)
    rng = random.Random(3)
    for _ in range(epochs):
        rng.shuffle(order)
        for tree, nodes in order:
            backbone = spine(nodes)
            heads, labels = on_spine(tree, backbone.kept)
            taken = [""] * len(heads)
            for child, head in enumerate(heads):
                if head < 0:
                    continue
                found = list(names(ARC_BLOCKS, *arc(backbone.nodes, heads, child, head, taken[head])))
                scores: dict[str, float] = defaultdict(float)
                for f in found:
                    for name, weight in model.weights.get(f, {}).items():
                        scores[name] += weight
                guess = max(sorted(scores), key=lambda n: scores[n]) if scores else "dep"
                model.update(labels[child], guess, found)
                taken[head] += core(labels[child])
    return model.averaged()


def nodes_of(tagger: Tagger, tree: Tree) -> list[Node]:
    return [node(form, tag)[0] for form, tag in zip(tree.forms, tagger.tag(tree.forms), strict=True)]


def score(parser: Parser, sentences: list[Sentence]) -> None:
    total = heads = both = 0
    by: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for tree, nodes in sentences:
        found = parser.parse(nodes)
        for i, n in enumerate(nodes):
            if n.tag == "PUNCT":
                continue
            total += 1
            same = found.heads[i] == tree.heads[i]
            heads += same
            good = same and found.labels[i] == tree.labels[i]
            both += good
            by[tree.labels[i]][0] += 1
            by[found.labels[i]][1] += 1
            by[tree.labels[i]][2] += good
    print(f"arcs {total}: head right {heads / total:.3f}, head and relation {both / total:.3f}")
    for name, (gold, given, good) in sorted(by.items(), key=lambda kv: -kv[1][0])[:18]:
        print(f"  {name:10s} gold {gold:4d}  P {good / max(1, given):.2f} R {good / max(1, gold):.2f}")


def _tagged(trees: list[Tree], folds: int) -> list[Sentence]:
    """The parser learns on tags as the tagger gives them, so each part is tagged by a tagger that did not see it."""
    found: list[Sentence] = []
    for fold in range(folds):
        rest = Tagger(train_tagger([t for i, t in enumerate(trees) if i % folds != fold], 5))
        found += [(t, nodes_of(rest, t)) for i, t in enumerate(trees) if i % folds == fold]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", nargs="+", type=Path, help="CoNLL-U files, or folders of *.trees.json")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    banks = [list(read(path)) for path in options.treebanks]
    train = [t for bank in banks for i, t in enumerate(bank) if i % 5 != 4]
    tagger = Tagger(train_tagger(train))
    learn = _tagged(train, 4)
    parsed = Parser(Moves(train_parser(learn)), Relations(train_labels(learn)))
    for path, bank in zip(options.treebanks, banks, strict=True):
        test = [t for i, t in enumerate(bank) if i % 5 == 4]
        pairs = [pair for t in test for pair in zip(t.tags, tagger.tag(t.forms), strict=True)]
        print(f"{path.name}: {len(test)} trees held out, tags right {sum(a == b for a, b in pairs) / len(pairs):.3f}")
        score(parsed, [(t, nodes_of(tagger, t)) for t in test])
    if options.out:
        trees = [t for bank in banks for t in bank]
        everything = _tagged(trees, 5)
        save(options.out / "tags.tsv.gz", train_tagger(trees))
        save(options.out / "moves.tsv.gz", train_parser(everything))
        save(options.out / "relations.tsv.gz", train_labels(everything))


def save(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """Write ``weights``; what hardly tells anything is left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dump(weights, 0.02))


if __name__ == "__main__":
    sys.exit(main())
