"""Classes of words that news uses alike: how the models speak of words that the treebank never showed them.

``seeds/syntax/clusters.tsv.gz`` is built by ``tools/build_clusters.py`` from unlabelled news.
"""

from __future__ import annotations

import gzip
from functools import cache

from etl.morphology.analysis import Reading
from etl.tables import seed


@cache
def clusters() -> dict[str, tuple[str, str]]:
    """``N:lemma`` (first letter of the part of speech) -> its class among 64, and among 400."""
    text = gzip.decompress(seed("syntax/clusters.tsv.gz").read_bytes()).decode("utf-8")
    found = {}
    for line in text.splitlines():
        word, coarse, fine = line.split("\t")
        found[word] = (coarse, fine)
    return found


def cluster(tag: str, lemma: str) -> tuple[str, str]:
    """Classes of a word, empty for rare ones."""
    return clusters().get(f"{tag[:1]}:{lemma}", ("", ""))


def called(form: str, tag: str, found: Reading | None) -> str:
    """A word by first letter of its part of speech and lemma, ``N:هجوم``; names without article, marks as written.

    ``found``: its reading with this part of speech.
    """
    if found is not None:
        return f"{tag[0]}:{found.lemma}"
    return {"NUM": "#", "PUNCT": form}.get(tag, f"P:{form.removeprefix('ال')}")
