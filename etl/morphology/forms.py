"""The table of written forms: what stands in ``seeds/morphology`` and how it is looked up."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import marisa_trie

from etl.tables import read_csv, seed

#: Files of ``seeds/morphology``: form -> (reading, lemma) numbers; number -> lemma; number -> features.
TRIE, LEMMAS, READINGS = "forms.marisa", "lemmas.marisa", "readings.csv"

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


def bare(vocalised: str) -> str:
    """A vocalised word as news writes it: without vowels, with its hamzas.

    >>> bare("اِنْتِخَاب"), bare("ٱِنْتِقال")
    ('انتخاب', 'انتقال')
    """
    return _MARKS.sub("", vocalised).replace("ٱ", "ا")


class Stem(NamedTuple):
    """One reading of a form without clitics."""

    lemma: str
    #: verb | masdar | noun | active | passive (participles) | nisba | adjective | proper | adverb
    kind: str
    #: past | present for verbs, else "".
    tense: str
    #: Verbs: person, gender and number (3ms, 3fs, 3mp, 3fp, 3d, 1s, 1p); others: gender and number (ms, fp, md ...).
    agreement: str
    #: active | passive for verbs, else "".
    voice: str
    transitive: bool
    #: 0 to 255: 255 for the likeliest reading of the form in news, 10 less for one e times less likely.
    likely: int


class Forms:
    """Readings of forms. A form that only stands before a pronoun is asked for with ``+`` behind it."""

    def __init__(self) -> None:
        self._trie = marisa_trie.RecordTrie("<HIB")
        self._trie.frombytes(seed(f"morphology/{TRIE}").read_bytes())
        self._lemmas = marisa_trie.Trie()
        self._lemmas.frombytes(seed(f"morphology/{LEMMAS}").read_bytes())
        self._readings = [_features(*row["features"].split()) for row in read_csv(f"morphology/{READINGS}")]

    def get(self, form: str) -> list[Stem]:
        """Readings of the form exactly as written, or with ``~`` before it of its folded spelling."""
        return [self._stem(*record) for record in self._trie.get(form, ())]

    def _stem(self, reading: int, lemma: int, likely: int) -> Stem:
        return Stem(self._lemmas.restore_key(lemma), *self._readings[reading], likely)


def _features(kind: str, *rest: str) -> tuple[str, str, str, str, bool]:
    """Kind, tense, agreement, voice and whether it is transitive, as :class:`Stem` has them."""
    if kind == "verb":
        tense, person, voice, transitive = rest
        return kind, tense, person, voice, transitive == "t"
    return kind, "", "".join(rest), "", False


@cache
def forms() -> Forms:
    """The one table of forms."""
    return Forms()
