"""Parts of speech in context: a greedy linear model over the readings that the morphology allows.

Weights come from ``tools/train_syntax.py`` (an averaged perceptron, Collins 2002). What a word and each of its
neighbours say is the same wherever they stand, so it is added up once for the vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.linear import Weights
from etl.morphology.analysis import Word
from etl.syntax.words import SHAPES, Shape
from etl.text.memo import Memo

EDGE = Shape(Word("", (), (), True), (), (), "^", "^")


def context_features(before: Shape, after: Shape, previous: str, earlier: str, own: Shape) -> tuple[str, ...]:
    """Features of the words around and of the tags chosen before."""
    left, right, seen = before.seen, after.seen, own.seen
    agreement = f"{previous} {before.agreement} {own.agreement}"
    return (
        "<" + left,
        ">" + right,
        "<" + left + ">" + seen,
        ">" + right + "<" + seen,
        "-" + previous,
        "=" + earlier + previous,
        "-" + previous + ">" + right,
        "-" + previous + "|" + seen,
        "~" + agreement,
        "~" + agreement + " " + after.agreement,
        "*" + previous + " " + own.word.form,
    )


class Tagger:
    """Chooses a part of speech for each word of a sentence."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._own = Memo(self._score_own)

    def _score_own(self, form: str) -> tuple[tuple[str, float], ...]:
        shape = SHAPES[form]
        found = [self._weights[f] for f in shape.own if f in self._weights]
        return tuple((tag, sum(f.get(tag, 0.0) for f in found)) for tag in shape.tags)

    def tag(self, forms: Sequence[str]) -> list[str]:
        """One tag a word."""
        tags: list[str] = []
        shapes = [SHAPES[form] for form in forms]
        previous = earlier = EDGE.seen
        before = EDGE
        last = len(forms) - 1
        weights = self._weights
        for i, shape in enumerate(shapes):
            if len(shape.tags) == 1:
                best = shape.tags[0]
            else:
                after = shapes[i + 1] if i < last else EDGE
                found = [weights[f] for f in context_features(before, after, previous, earlier, shape) if f in weights]
                best, top = "", float("-inf")
                for tag, score in self._own[forms[i]]:
                    for f in found:
                        score += f.get(tag, 0.0)
                    if score > top:
                        best, top = tag, score
            tags.append(best)
            earlier, previous, before = previous, best, shape
        return tags
