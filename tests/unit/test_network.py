"""The network of the event coder: how it sees a sentence, and how its opinion joins that of the linear models."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.events import mentions
from etl.events.factuality import modalities
from etl.events.features.moods import modality
from etl.events.mentions import bind, candidates, models, told, triggers
from etl.events.network import (
    COLUMNS,
    PARTS,
    Reading,
    agreed,
    distance,
    network,
    place_in_text,
    tokens,
)
from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.events.types import event_types
from tools.annotated import page_of

DAY = date(2019, 3, 2)
TITLE = "مقتل خمسة مدنيين في قصف على إدلب"
BODY = "قصفت طائرات حربية سوقا في مدينة إدلب يوم الجمعة وقتلت خمسة مدنيين، وفق ما قال مصدر طبي."
OTHER = "وأعلنت الحكومة السورية أنها لن تشارك في محادثات جنيف المقبلة."


def page(*sentences: str) -> Page:
    return page_of("\n\n".join(sentences), DAY)


def read(found: Page) -> tuple[list[tuple[Trigger, ...]], Reading]:
    every = list(triggers(found))
    return every, network().read(found, every)


def test_what_it_knows_fits_the_tables() -> None:
    fitted = network()
    assert set(fitted.types) >= set(event_types())
    assert set(fitted.moods) >= {"asserted", "negated", "intended", "future"}


def test_a_word_comes_with_its_mentions_and_its_governor() -> None:
    found = page(BODY)
    first = found.text.sentences[0].first
    verb, planes, *_ = words = tokens(found, 0, {first: "airstrike"})
    assert len(words) == found.text.sentences[0].stop - first
    assert len(verb) == len(COLUMNS) + 1
    assert (verb.lemma, verb.tells, verb.head) == ("V:قصف", "airstrike", -1)
    assert (planes.relation, planes.head, planes.tells) == ("nsubj", 0, "")
    assert {"date", "person"} <= {word.mark for word in words}


def test_distances_and_positions_have_rows_of_their_own() -> None:
    rows = [distance(steps) for steps in range(-40, 41)]
    assert len({distance(steps) for steps in range(-5, 6)}) == 11
    assert rows[0] == distance(-26) != distance(-25)
    assert [place_in_text(n, 9) for n in range(5)] == [0, 1, 2, 3, 3]
    assert place_in_text(0, 1) == place_in_text(4, 9)


def test_a_sentence_is_read_alike_whatever_stands_behind_it() -> None:
    short, long = page(TITLE, BODY), page(TITLE, BODY, OTHER, OTHER * 3)
    (few, alone), (many, beside) = read(short), read(long)
    assert few and len(many) > len(few)
    for types, same in zip(few, many, strict=False):
        assert alone.told(types) == pytest.approx(beside.told(same), abs=1e-4)
        assert alone.moods(types[0].at) == pytest.approx(beside.moods(same[0].at), abs=1e-4)


def test_moods_and_parts_are_shares() -> None:
    found = page(TITLE, BODY, OTHER)
    every, reading = read(found)
    for types in every:
        assert sum(reading.moods(types[0].at).values()) == pytest.approx(1.0, abs=1e-4)
        heads = candidates(found, types[0])[0].heads
        chances = reading.parts([types[0]], [heads], PARTS[:3])
        assert chances.shape == (len(heads) + 1, 3)
        assert (chances >= 0.0).all() and chances.sum(axis=0) == pytest.approx(1.0, abs=1e-4)
    assert reading.parts([every[0][0]], [[]], ("date",)).tolist() == [[1.0]]


def test_parts_of_several_triggers_are_those_of_each() -> None:
    found = page(TITLE, BODY, OTHER)
    every, reading = read(found)
    asked = [types[0] for types in every]
    heads = [candidates(found, trigger)[0].heads for trigger in asked]
    heads[1] = []
    each = [reading.parts([trigger], [them], PARTS[:3]) for trigger, them in zip(asked, heads, strict=True)]
    assert reading.parts(asked, heads, PARTS[:3]) == pytest.approx(np.concatenate(each), abs=1e-4)


def test_what_is_bound_lies_between_the_two_opinions() -> None:
    found = page(TITLE, BODY)
    _, reading = read(found)
    bound, _ = told(found, models(), 0.2)
    mention = next(m for m in bound if m.sentence == 1)
    before = dict(mention.parts)
    bind(found, models(), [mention], reading)
    for role, ranked in mention.parts.items():
        assert [filler for _, filler in ranked] == [filler for _, filler in before[role]]
        assert [p for p, _ in ranked] == pytest.approx([p for p, _ in before[role]], abs=1e-4)
    fillers, heads, _ = candidates(found, mention.trigger)[0]
    second = reading.parts([mention.trigger], [heads], ("target",))[:, 0]
    best = mention.parts["target"][0][1]
    assert second[fillers.index(best)] == second.max()


def test_a_few_mentions_at_once_are_bound_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(TITLE, BODY, OTHER)
    together, _ = told(found, models(), 0.2)
    monkeypatch.setattr(mentions, "AT_ONCE", 1)
    apart, _ = told(found, models(), 0.2)
    assert len(apart) == len(together) > 1
    for one, other in zip(apart, together, strict=True):
        for role, ranked in one.parts.items():
            assert [p for p, _ in ranked] == pytest.approx([p for p, _ in other.parts[role]], abs=1e-4)


def test_a_particle_that_decides_is_not_overruled() -> None:
    found = page(TITLE, "لم تقصف الطائرات مدينة حلب أمس.")
    every, reading = read(found)
    denied = next(types[0] for types in every if found.text.sentence_of[types[0].at] == 1)
    assert modalities(found, models().modality, denied, modality(found, denied), reading)["negated"] >= 0.9


SHARES = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=6)


@given(SHARES, st.floats(0.0, 1.0))
def test_two_who_say_the_same_agree_on_it(weights: list[float], share: float) -> None:
    opinion = np.array(weights) / sum(weights)
    assert agreed(opinion, opinion, share, [len(opinion)]) == pytest.approx(opinion)


@given(st.lists(st.tuples(st.floats(0.01, 1.0), st.floats(0.01, 1.0)), min_size=2, max_size=6))
def test_each_counts_by_its_share(pairs: list[tuple[float, float]]) -> None:
    first, second = np.array(pairs).T / np.sum(pairs, axis=0)[:, None]
    sizes = [len(pairs)]
    assert agreed(first, second, 0.0, sizes) == pytest.approx(first)
    assert agreed(first, second, 1.0, sizes) == pytest.approx(second)
    assert sum(agreed(first, second, 0.5, sizes)) == pytest.approx(1.0)
    assert agreed(first, second, 0.5, sizes) == pytest.approx(agreed(second, first, 0.5, sizes))
    twice = agreed(np.tile(first, 2), np.tile(second, 2), 0.5, sizes * 2)
    assert twice == pytest.approx(np.tile(agreed(first, second, 0.5, sizes), 2))
