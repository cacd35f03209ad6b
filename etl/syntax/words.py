"""The words of a sentence as the tagger and the parser look at them: one column for each kind of feature."""

from __future__ import annotations

from typing import NamedTuple

from etl.morphology.analysis import NOMINAL, WORDS, Reading, Word
from etl.text.memo import Memo

#: Parts of speech (Universal Dependencies).
OPEN = ("NOUN", "PROPN", "ADJ", "VERB")


_ENDINGS = ("ية", "ات", "ون", "ين", "ان", "ة", "ي", "ا", "ى")


class Shape(NamedTuple):
    """What the tagger asks of a word, whatever stands around it."""

    word: Word
    #: Parts of speech that it can have.
    tags: tuple[str, ...]
    #: Features of the word itself.
    own: tuple[str, ...]
    #: What its neighbours see of it.
    seen: str
    #: Article and ending, in which an adjective follows its noun.
    agreement: str = ""


def _shape(form: str) -> Shape:
    first = form[:1]
    if first.isdigit():
        return Shape(Word(form, (), (), True), ("NUM",), ("digits",), "#")
    if not first.isalpha():
        return Shape(Word(form, (), (), True), ("PUNCT",), ("mark",), form)
    if first.isascii():
        return Shape(Word(form, (), (), True), ("PROPN",), ("latin",), "A")
    word = WORDS[form]
    tags = word.parts or OPEN
    if not NOMINAL.isdisjoint(tags):
        tags = tuple(sorted(NOMINAL.union(tags)))
    ambiguity = "/".join(word.parts) if word.known else "?" + form[-2:]
    flags = "".join(sorted({r.preposition[:1] + r.conjunction + ("D" if r.definite else "") for r in word.readings}))
    kinds = "".join(sorted({r.stem.kind[:2] for r in word.readings if r.stem}))
    best = max(word.readings, key=lambda r: r.stem.likely if r.stem else 0).pos if word.readings else "?"
    own = (
        "w" + form,
        "a" + ambiguity,
        "f" + ambiguity + flags,
        "k" + kinds + form[:2],
        "s" + form[-3:],
        "t" + form[-2:] + kinds,
        "p" + form[:3],
        "b" + best + ambiguity,
    )
    closed = not set(word.parts).issubset({"NOUN", "VERB", "ADJ", "PROPN"})
    definite = "D" if form.lstrip("وف").startswith(("ال", "لل", "بال")) else ""
    ending = next((end for end in _ENDINGS if form.endswith(end)), "")
    return Shape(word, tags, own, form if closed else ambiguity + definite, definite + ending)


#: Word as written to its shape.
SHAPES = Memo(_shape)


def reading(word: Word, tag: str) -> Reading | None:
    """The reading of ``word`` with the part of speech that the tagger chose; None for names and marks."""
    return next(iter(word.of(tag)), None)
