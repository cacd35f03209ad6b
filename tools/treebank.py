"""A treebank in CoNLL-U, read as trees over written words: clitics go back to the words that they stand on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from etl.morphology.analysis import WORDS

#: Relations that are told apart; others count as their general kind.
_KEEP = {"nsubj:pass": "nsubj:pass", "obl:tmod": "obl", "acl:relcl": "acl"}
# What a word is called here where the morphology does not know it as what the treebank calls it, likelier first.
# What a word is called here where the morphology does not know it as what the treebank calls it, likelier first.
_INSTEAD = {
    "PROPN": ("NOUN", "ADJ"),
    "NOUN": ("PROPN", "ADJ"),
    "ADJ": ("NOUN",),
    "ADV": ("NOUN", "ADP"),
    "ADP": ("SCONJ", "ADV", "NOUN"),
    "VERB": ("AUX",),
    "AUX": ("VERB",),
    "PART": ("SCONJ", "ADV"),
    "SCONJ": ("ADP", "PART"),
    "DET": ("NOUN",),
    "NUM": ("NOUN",),
}
_LIGHT = {"ADP", "CCONJ", "PART", "SCONJ", "PRON", "DET", "PUNCT"}


class Tree(NamedTuple):
    """Columns over the words of a sentence; ``heads`` holds positions, -1 for the root."""

    forms: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]


def read(path: Path) -> Iterator[Tree]:
    """Trees of a CoNLL-U file, or of a folder of ``*.trees.json`` that ``tools.gold`` restored."""
    if not path.is_dir():
        yield from _conllu(path)
        return
    for file in sorted(path.glob("*.trees.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        for words in article["sentences"]:
            forms = [article["text"][start:end].translate(_MARKS) for start, end, *_ in words]
            yield Tree(forms, [w[2] for w in words], [w[3] - 1 for w in words], [w[4] for w in words])


def _conllu(path: Path) -> Iterator[Tree]:
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif rows:
            yield _tree(rows)
            rows = []


_MARKS = str.maketrans("", "", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640")


def _tree(rows: list[list[str]]) -> Tree:
    groups: list[list[int]] = []
    glued = False
    for i, row in enumerate(rows):
        arabic = "\u0621" <= row[1][0] <= "\u064a"
        if glued and arabic:
            groups[-1].append(i)
        else:
            groups.append([i])
        glued = arabic and "SpaceAfter=No" in row[9]
    word_of = {i: g for g, group in enumerate(groups) for i in group}
    head = [int(row[6]) - 1 for row in rows]
    forms, tags, heads, labels = [], [], [], []
    for group in groups:
        main = _main(rows, group)
        outside = main
        for _ in range(len(group)):  # a word that hangs on another part of its own word: go up
            if head[outside] >= 0 and word_of[head[outside]] == word_of[main] and head[outside] != outside:
                outside = head[outside]
        forms.append("".join(rows[i][1] for i in group).translate(_MARKS))
        tag = rows[main][3]
        label = rows[outside][7]
        if tag == "ADP" and label == "mark":
            tag = "SCONJ"
        if tag == "ADV" and rows[outside][7] == "obl:tmod":
            tag = "NOUN"
        if rows[main][2].translate(_MARKS) in ("كان", "ليس") and tag == "VERB":
            tag = "AUX"
        if label in ("compound:prt",):
            label = "mark"
        if tag not in (known := WORDS[forms[-1]].parts):
            # A name made of common words, and the other way round, is what the morphology makes of it.
            tag = next((t for t in _INSTEAD.get(tag, ()) if t in known), tag)
        tags.append(tag)
        heads.append(word_of[head[outside]] if head[outside] >= 0 else -1)
        labels.append(_KEEP.get(label, label.split(":")[0]))
    return Tree(forms, tags, heads, labels)


def _main(rows: list[list[str]], group: list[int]) -> int:
    full = [i for i in group if rows[i][3] not in _LIGHT]
    if full:
        return full[-1]
    joined = [i for i in group if rows[i][7] == "mark" or rows[i][3] == "SCONJ"]
    pronouns = [i for i in group if rows[i][3] == "PRON"]
    return (joined or pronouns or group)[-1]


def on_spine(tree: Tree, kept: list[int]) -> tuple[list[int], list[str]]:
    """Heads and relations over the words ``kept``: what hangs on a word left out hangs where that one's phrase does."""
    place = {i: n for n, i in enumerate(kept)}
    size = len(tree.forms)
    stands = list(range(size))
    following = -1
    for i in range(size - 1, -1, -1):
        if i in place:
            following = i
        else:
            stands[i] = following
    heads, labels = [], []
    for i in kept:
        head, label = tree.heads[i], tree.labels[i]
        for _ in range(size):
            if head < 0 or head in place:
                break
            if stands[head] in (i, -1):
                label = tree.labels[head] if tree.labels[head] != "case" else label
                head = tree.heads[head]
            else:
                head = stands[head]
        heads.append(place.get(head, -1) if head != i else -1)
        labels.append(label)
    return heads, labels
