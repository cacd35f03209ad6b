"""Every question of the cookbook answers, to an analyst, what docs/cookbook.md says."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from etl.warehouse.connect import connect
from tools.build_cookbook import README, TARGET, Question, load_sample, questions, render, render_readme


def test_the_page_is_what_the_questions_answer(warehouse: str) -> None:
    load_sample(warehouse)
    with closing(connect(warehouse)) as connection:
        page, readme = render(connection), render_readme(connection)
    assert TARGET.read_text(encoding="utf-8") == page, "run python -m tools.build_cookbook"
    assert README.read_text(encoding="utf-8") == readme, "run python -m tools.build_cookbook"


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.path.stem)
def test_a_question_is_asked_in_full(one: Question) -> None:
    assert one.question.endswith("?")
    assert one.reading.endswith(".")
    assert "ORDER BY" in one.statement or "row_id =" in one.statement
    assert all(len(line) <= 130 for line in one.path.read_text(encoding="utf-8").splitlines())


def test_there_are_enough_of_them() -> None:
    assert len({one.question for one in questions()}) >= 35


def test_the_guide_points_at_questions_that_are_there() -> None:
    guide = TARGET.with_name("analysts.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(cookbook\.md#([^)]+)\)", guide)) <= {one.anchor for one in questions()}
