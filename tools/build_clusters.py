"""Build ``seeds/syntax/clusters.tsv.gz``: lemmas of news in classes of like use, from unlabelled texts.

    python tools/build_clusters.py ARCHIVE.tar.xz ... [--vectors vectors.npz]

Each lemma is described by the lemmas up to three words before and behind it (positive pointwise mutual information,
reduced to 100 dimensions by a truncated singular value decomposition: Levy and Goldberg 2014), and put into 64 and 400
classes by k-means. The vectors themselves are where ``tools/fit_network.py`` starts. Needs the extra ``dev``; three
minutes for twenty thousand articles.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds
from sklearn.cluster import MiniBatchKMeans

from etl.syntax.clusters import called
from etl.syntax.weights import tagger
from etl.syntax.words import SHAPES, reading
from etl.text import read_text
from tools.gold import articles

OUT = Path(__file__).resolve().parent.parent / "seeds" / "syntax" / "clusters.tsv.gz"
_WORDS, _CONTEXTS, _RAREST, _REACH = 30_000, 8_000, 6, 3


def lemmas(archives: list[Path]) -> Iterator[list[str]]:
    """Each sentence as first letter of the part of speech and lemma: ``N:هجوم``; names and marks as written."""
    for _, raw in articles(archives):
        text = read_text(raw)
        for s in text.sentences:
            forms = [text.clean[text.starts[i] : text.ends[i]] for i in range(s.first, s.stop)]
            yield [
                called(form, tag, reading(SHAPES[form].word, tag))
                for form, tag in zip(forms, tagger().tag(forms), strict=True)
            ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--vectors", type=Path, help="where the vectors go")
    options = parser.parse_args()
    sentences = list(lemmas(options.archives))
    count = Counter(word for sentence in sentences for word in sentence)
    words = [word for word, n in count.most_common(_WORDS) if n >= _RAREST]
    index = {word: n for n, word in enumerate(words)}
    pairs: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        known = [index.get(word, -1) for word in sentence]
        for i, a in enumerate(known):
            for distance in range(1, _REACH + 1):
                b = known[i + distance] if i + distance < len(known) else -1
                if a < 0 or b < 0:
                    continue
                # The next word and those behind it are different contexts, and so are the two directions.
                shift = 0 if distance == 1 else 2 * _CONTEXTS
                if b < _CONTEXTS:
                    pairs[a, b + shift] += 1
                if a < _CONTEXTS:
                    pairs[b, a + _CONTEXTS + shift] += 1
    vectors = _reduce(pairs, len(words))
    if options.vectors:
        np.savez_compressed(options.vectors, words=np.array(words), vectors=vectors.astype(np.float16))
    labels = [MiniBatchKMeans(k, random_state=0, n_init=5, batch_size=4096).fit(vectors).labels_ for k in (64, 400)]
    lines = [f"{word}\t{labels[0][n]}\t{labels[1][n]}" for word, n in sorted(index.items())]
    OUT.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(words)} lemmas")


def _reduce(pairs: Counter[tuple[int, int]], size: int) -> np.ndarray:
    rows, columns = np.array(list(pairs)).T
    values = np.fromiter(pairs.values(), dtype=np.float64, count=len(pairs))
    total = values.sum()
    words = np.bincount(rows, values, size)
    contexts = np.bincount(columns, values, 4 * _CONTEXTS) ** 0.75
    contexts *= total / contexts.sum()
    information = np.log(values * total / (words[rows] * contexts[columns] + 1e-9))
    kept = information > 0
    matrix = coo_matrix((information[kept], (rows[kept], columns[kept])), shape=(size, 4 * _CONTEXTS)).tocsr()
    left, strength, _ = svds(matrix, k=100, random_state=0)
    vectors = left * np.sqrt(strength)
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


if __name__ == "__main__":
    sys.exit(main())
