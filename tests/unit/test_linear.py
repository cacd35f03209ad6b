"""Linear models: what features add up to, and that weights survive the file."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from etl import linear
from etl.linear import Binary, Choice, Paired, Question, Ranking, dump, load

WEIGHTS = {"a": {"yes": 1.5, "no": -0.25}, "قتل|ب": {"yes": -2.0}, "faint": {"yes": 0.004}}


def test_binary() -> None:
    told = Binary({"a": {"yes": 1.0}, "b": {"yes": -3.0}, "c": {"other": 9.0}})
    assert told([]) == told(["unknown", "c"]) == 0.5
    assert told(["a", "b"]) == pytest.approx(1 / (1 + exp(2)))
    assert told(["a", "a"]) > told(["a"]) > 0.5 > told(["b"])


def test_features_together_with_a_name_are_added_up_by_name() -> None:
    weights = {"a": 1.0, "a type=x": 2.0, "b c type=x": 4.0, "a type=y": 8.0, "type=x": 16.0, "type=x a": 32.0}
    told = Paired({feature: {"yes": weight} for feature, weight in weights.items()}, " type=")
    assert told.score(["a", "b c", "type=x", "type=x a"]) == 49.0
    assert told.score_with("x", ["a", "b c", "unknown"]) == 6.0
    assert told.score_with("y", ["a", "b c"]) == 8.0
    assert told.score_with("z", ["a"]) == 0.0


def test_ranking_shares_one_probability_among_candidates_and_nobody() -> None:
    rank = Ranking({"source": {"subj": {"yes": 2.0}, "none": {"yes": 1.0}}, "target": {"obj": {"yes": 3.0}}})
    (found,) = rank([Question([["subj"], ["obj"], ["obj", "unknown"]], [], {"source": ["none"], "target": []})])
    total = exp(2) + 1 + 1 + exp(1)
    assert found["source"] == pytest.approx([exp(2) / total, 1 / total, 1 / total])
    assert found["target"][1] == found["target"][2] > found["target"][0]
    assert sum(found["target"]) < 1
    (found,) = rank([Question([["subj"]], ["none"], {"source": []})])
    assert found["source"] == pytest.approx([exp(2) / (exp(2) + exp(1))])


def test_ranking_answers_only_what_it_is_asked() -> None:
    rank = Ranking({"source": {"subj": {"yes": 2.0}}, "target": {"obj": {"yes": 3.0}}})
    some, none = rank([Question([["obj"]], [], {"target": []}), Question([], [], {"source": []})])
    assert list(some) == ["target"]
    assert none == {"source": []}
    assert rank([]) == []


def test_ranking_answers_several_questions_as_it_does_each() -> None:
    rank = Ranking({"source": {"subj": {"yes": 2.0}, "far": {"yes": 1.0}}, "target": {"obj": {"yes": 3.0}}})
    asked = [
        Question([["subj"], ["obj"]], [], {"source": ["far"], "target": ["obj"]}),
        Question([], ["far"], {"source": [], "target": []}),
        Question([["far", "obj"]], ["subj"], {"source": [], "target": ["obj"]}),
    ]
    each = [rank.answers([question]) for question in asked]
    assert [len(rows) for rows in each] == [3, 1, 2]
    assert rank.answers(asked) == pytest.approx(np.concatenate(each))
    assert each[1].tolist() == [[1.0, 1.0]]
    total = exp(2) + 1 + exp(1)
    assert each[0][:, 0] == pytest.approx([exp(2) / total, 1 / total, exp(1) / total])


def test_ranking_of_great_weights_does_not_overflow() -> None:
    rank = Ranking({"source": {"subj": {"yes": 5000.0}}})
    assert rank([Question([["subj"], []], [], {"source": []})]) == [{"source": [1.0, 0.0]}]


def test_choice() -> None:
    mood = Choice({"لم": {"negated": 2.0, "asserted": -1.0}, "سوف": {"future": 800.0}})
    assert mood([]) == {name: pytest.approx(1 / 3) for name in ("asserted", "future", "negated")}
    chances = mood(["لم", "unknown"])
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=lambda name: chances[name]) == "negated"
    assert mood(["سوف"])["future"] == pytest.approx(1)
    assert Choice({})(["anything"]) == {}


def test_weights_survive_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "seed", lambda name: tmp_path / name)
    (tmp_path / "model.tsv.gz").write_bytes(dump(WEIGHTS, 0.01))
    read = load("model")
    assert read == {"a": {"yes": 1.5, "no": -0.25}, "قتل|ب": {"yes": -2.0}}
    assert dump(read, 0.01) == dump(WEIGHTS, 0.01)
