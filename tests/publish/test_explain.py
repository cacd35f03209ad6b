"""``waqai explain``: from a file and from the warehouse."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.documents import Event, Span
from etl.events.explain import explain, page_of
from etl.publish.coded import coded_event
from etl.tables import seed
from etl.text import read_text
from tests.conftest import ask

TEXT = "نفت روسيا قصف مدينة حلب. وقتل مسلحون ثلاثة جنود في المدينة يوم الأحد."


def explained(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["explain", *arguments])
    assert done.exit_code == 0, done.output
    return re.sub("[\u2068\u2069]", "", done.output)


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "a.txt")


def test_a_file_explains_each_of_its_events(article: str) -> None:
    said = explained(article, "--published", "2016-12-13")
    events = re.findall(r"^Event (\d+)$", said, re.MULTILINE)
    assert events == [str(n) for n in range(1, len(events) + 1)]
    assert "وقتل مسلحون ثلاثة جنود في المدينة يوم الأحد." in said
    assert re.search(r"^\d+\*\s+وقتل\s+VERB\s+قتل\s+root", said, re.MULTILINE)


def test_the_row_that_fired_is_found_by_its_line(article: str) -> None:
    said = explained(article, "--published", "2016-12-13")
    rows = seed("triggers.csv").read_text(encoding="utf-8").splitlines()
    for rule, line in re.findall(r"^rule  (\S+)\nrow   seeds/triggers\.csv, line (\d+):", said, re.MULTILINE):
        event_type, lemma = rule.split("/")[:2]
        assert rows[int(line) - 1].startswith(f"{event_type},")
        assert lemma in rows[int(line) - 1]


def test_one_event_of_a_file(article: str) -> None:
    assert explained(article, "--event", "1").count("\nrule  ") == 1
    done = CliRunner().invoke(main, ["explain", article, "--event", "99"])
    assert done.exit_code == 1
    assert "no event of number 99" in done.output


def test_what_the_event_hangs_under() -> None:
    text = read_text("نفت روسيا قصف مدينة حلب.")
    start = text.raw.index("قصف")
    trigger = Span(start, start + 3, "قصف", 0)
    event = Event("a", "shelling", None, None, None, trigger, (trigger,), "shelling/قصف/2")
    found = explain(page_of(text), event)
    assert [(lemma, arcs, operator.modality) for lemma, arcs, operator in found.operators] == [("نفى", 1, "denied")]
    assert found.sentence == text.raw
    assert explain(page_of(text), Event("a", "x", None, None, None, trigger, (), "gone/row")).row is None


def test_an_event_of_the_warehouse(news_warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    for row in ask(
        news_warehouse, "SELECT event_id, rule, surface, why FROM analyst.known_events ORDER BY event_id LIMIT 3"
    ):
        coded = coded_event(uuid.UUID(row.event_id))
        assert coded.event.rule == row.rule
        assert [why._asdict() for why in coded.event.why] == row.why
        said = explained(row.event_id)
        assert f"rule  {row.rule}\n" in said
        assert row.surface in said
        assert all(re.search(rf"^{step['step']}\s", said, re.MULTILINE) for step in row.why)


def test_what_is_no_event_is_said(news_warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    done = CliRunner().invoke(main, ["explain", str(uuid.uuid4())])
    assert (done.exit_code, "no event has the id" in done.output) == (1, True)
    assert CliRunner().invoke(main, ["explain", "neither"]).exit_code == 2
