"""Sketches of texts: the same in every version, for a database holds them; alike where texts are."""

from __future__ import annotations

import random

import pytest

from etl.load.sketches import PERMUTATIONS, ROWS, sketch
from etl.text import read_text

WORDS = "قال مصدر في الشرطة إن اثني عشر شخصا قتلوا في انفجار قرب السوق صباح اليوم".split()
SIGNATURE = [-1703743582, -1997251815, -2057985847]
BAND = -7962696219786507601


def text_of(words: list[str]) -> str:
    return " ".join(words)


def test_a_sketch_is_that_of_every_version() -> None:
    """As datasketch 2.0.0 computed them: another signature would bring no text together with those that are stored."""
    found = sketch(read_text(text_of(WORDS)))
    assert found is not None
    signature, bands = found
    assert (len(signature), len(bands)) == (PERMUTATIONS, PERMUTATIONS // ROWS)
    assert signature[:3] == SIGNATURE
    assert bands[0] == BAND
    assert sketch(read_text(text_of(WORDS[:11]))) is None


@pytest.mark.parametrize("changed", [0, 20, 60])
def test_equal_members_tell_how_alike_two_texts_are(changed: int) -> None:
    draw = random.Random(1)
    words = [f"كلمة{draw.randrange(10**6)}" for _ in range(300)]
    other = [f"غيرها{n}" for n in range(changed)] + words[changed:]
    triples = [set(zip(of, of[1:], of[2:], strict=False)) for of in (words, other)]
    share = len(triples[0] & triples[1]) / len(triples[0] | triples[1])
    (one, _), (two, _) = (sketch(read_text(text_of(of))) or ([], []) for of in (words, other))
    equal = sum(a == b for a, b in zip(one, two, strict=True)) / PERMUTATIONS
    assert equal == pytest.approx(share, abs=0.15)
