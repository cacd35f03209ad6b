"""What unlabelled text and lists say about single words, for ``tools/train_names.py``."""

from __future__ import annotations

from array import array
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np
from scipy import sparse
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from etl.documents import Name
from etl.names.features import expand
from etl.tables import read_csv
from etl.text import fold

#: Word to what is known of it, as written in ``words.tsv.gz``.
Notes = dict[str, list[str]]
Sentences = list[list[str]]

KINDS = ("PER", "LOC", "ORG")
MIN_COUNT = 4
CONTEXT_WORDS = 12_000
DIMENSIONS = 100
CLUSTERS = (800, 200, 50)
# Shares of a word's occurrences that were taken for a name, between the levels of the feature.
LEVELS = (0.01, 0.03, 0.08, 0.2, 0.4, 0.6, 0.8)
# A word begins with this many occurrences, of which SHARE were names.
PRIOR, SHARE = 3, 0.05


class Finder(Protocol):
    """Names of a sentence that has been read into folded words."""

    def __call__(self, words: list[str]) -> Iterable[Name]: ...


def clusters(corpus: Sentences) -> Notes:
    """Groups of the words of ``corpus``, from fine to coarse, by their neighbours within two words.

    Positive pointwise mutual information with the context smoothed (Levy and Goldberg 2014), reduced by singular
    value decomposition, then k-means, whose centres are merged for the coarser groups.
    """
    counts = Counter(word for sentence in corpus for word in sentence)
    vocabulary = [word for word, n in counts.most_common() if n >= MIN_COUNT and not word.isdigit()]
    vectors = _vectors(_contexts(corpus, vocabulary))
    means = MiniBatchKMeans(CLUSTERS[0], random_state=0, batch_size=4096, n_init=2, max_iter=60).fit(vectors)
    merged = [AgglomerativeClustering(n).fit(means.cluster_centers_).labels_ for n in CLUSTERS[1:]]
    return {
        word: [f"c{fine}", *(f"{letter}{labels[fine]}" for letter, labels in zip("de", merged, strict=True))]
        for word, fine in zip(vocabulary, means.labels_, strict=True)
    }


def _contexts(corpus: Sentences, vocabulary: list[str]) -> sparse.coo_matrix:
    """Words by (offset, neighbour): how often they stand so."""
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
                if 0 <= j < len(ids) or abs(offset) == 1:
                    rows.append(row[word])
                    columns.append(k * width + (ids[j] if 0 <= j < len(ids) else edge))
    cells = (np.frombuffer(rows, np.int32), np.frombuffer(columns, np.int32))
    matrix = sparse.coo_matrix((np.ones(len(rows), np.float32), cells), shape=(len(row), 4 * width)).tocsr()
    matrix.sum_duplicates()
    return matrix.tocoo()


def _vectors(together: sparse.coo_matrix) -> np.ndarray:
    of_word = np.asarray(together.sum(1)).ravel()
    of_context = np.asarray(together.sum(0)).ravel() ** 0.75
    of_context *= of_word.sum() / of_context.sum()
    information = np.log(together.data * of_word.sum() / (of_word[together.row] * of_context[together.col]))
    keep = information > 0
    cells = (together.row[keep], together.col[keep])
    matrix = sparse.csr_matrix((information[keep], cells), shape=together.shape)
    left, strength, _ = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=0)
    vectors = left * np.sqrt(strength)
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def reputations(letter: str, corpus: Sentences, find: Finder) -> Notes:
    """How often each word of ``corpus`` was taken for a part of each kind of name, in LEVELS: ``letter`` + digits."""
    seen = Counter(word for sentence in corpus for word in sentence)
    named: Counter[tuple[str, str]] = Counter()
    for sentence in corpus:
        for name in find(sentence):
            named.update((sentence[i], name.kind) for i in range(name.first, name.stop))
    notes: Notes = {}
    for word, n in seen.items():
        if n >= PRIOR and not word.isdigit():
            shares = ((named[word, kind] + SHARE * PRIOR) / (n + PRIOR) for kind in KINDS)
            levels = "".join(str(bisect(LEVELS, share)) for share in shares)
            if levels != "000":
                notes[word] = [letter + levels]
    return notes


def listed() -> Notes:
    """Words of the lists of names in ``seeds/names``, and of the names of places and actors in the tables."""
    notes: dict[str, set[str]] = defaultdict(set)
    for table, mark in (("given_names", "gG"), ("family_names", "gS")):
        for row in read_csv(f"names/{table}.csv"):
            for word in fold(row["name"]).split():
                notes[word].add(mark)
    for row in read_csv("names/organisation_names.csv"):
        _note_organisation(notes, fold(row["name"]).split())
    for words in _names_of_places():
        if len(words) == 1:
            notes[words[0]].add("gL")
        else:
            notes[words[0]].add("gA")
            for word in words[1:]:
                notes[word].add("gB")
    for kind, words in _names_of_actors():
        if kind == "person":
            if len(words) > 1:
                notes[words[0]].add("gF")
            notes[words[-1]].add("gN")
        elif kind not in ("state", "population"):
            _note_organisation(notes, words)
    return {word: sorted(marks) for word, marks in notes.items()}


def _note_organisation(notes: dict[str, set[str]], words: list[str]) -> None:
    notes[words[0]].add("gO" if len(words) == 1 else "gP")
    for word in words[1:]:
        notes[word].add("gQ")


def _names_of_places() -> Iterator[list[str]]:
    for table in ("places_reviewed.csv", "places.csv"):
        for row in read_csv(table):
            for name in (*row["names"].split("|"), *row["weak"].split("|")):
                if words := fold(name).split():
                    yield words


def _names_of_actors() -> Iterator[tuple[str, list[str]]]:
    """Kind and words of the names in the table of actors."""
    kinds = {row["actor_id"]: row["kind"] for row in read_csv("actors.csv")}
    for row in read_csv("actor_aliases.csv"):
        if row["form"] == "name":
            yield kinds[row["actor_id"]], fold(row["alias"]).split()


def joined(*parts: Notes) -> Notes:
    """All notes on each word, in the order of ``parts``."""
    together: Notes = defaultdict(list)
    for notes in parts:
        for word, marks in notes.items():
            together[word] += marks
    return dict(together)


def classes(notes: Notes) -> dict[str, tuple[str, ...]]:
    """Notes as the features that they stand for."""
    return {word: expand(" ".join(marks)) for word, marks in notes.items()}
