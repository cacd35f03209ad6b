"""Taking documents out again, one's own keys, what a run warns of, and what is left of one that was cut off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.errors import TerminalError
from etl.load import Selection, plan, plan_recoding, run_planned, run_target
from etl.load.remove import Wanted, remove
from etl.warehouse.quality import run_checks
from etl.warehouse.refresh import refresh_views
from etl.warehouse.status import status
from tests.conftest import ask, execute, fingerprints
from tests.sample_news import write_news

RAID = "بيروت: قتل {n} مدنيا في غارة جوية على مدينة حلب يوم 9 كانون الأول 2016، وفق ما أعلنه المرصد السوري."


@pytest.fixture
def two_sources(warehouse: str, tmp_path: Path) -> str:
    """Two outlets that print one dispatch; a correction, an addition and a superseded coding of one of them."""
    for source in "ab":
        (tmp_path / source / "2016-12-11").mkdir(parents=True)
        (tmp_path / source / "2016-12-11" / "x.txt").write_text(RAID.format(n=12), encoding="utf-8")
        run_target(str(tmp_path / source), source=source, url=warehouse)
    execute(warehouse, "UPDATE core.documents SET coding_version = 'older' WHERE source_code = 'b'")
    run_planned(plan_recoding(Selection(), url=warehouse), url=warehouse)
    refresh_views(warehouse)
    execute(
        warehouse,
        "SELECT analyst.correct('figures', figure_id, 'high', '15', 'why') FROM core.figures"
        " JOIN core.documents USING (document_id) WHERE source_code = 'b' AND kind = 'killed'",
    )
    execute(
        warehouse,
        "SELECT analyst.add_event(document_id, 'أعلنه', 'statement', 'why') FROM core.documents"
        " WHERE source_code = 'b'",
    )
    return warehouse


def test_a_removed_source_leaves_the_warehouse_as_if_it_had_never_come(
    two_sources: str, fresh_database: object, tmp_path: Path
) -> None:
    url = two_sources
    assert ask(url, "SELECT is_repeat FROM analyst.documents ORDER BY is_repeat") == [(False,), (True,)]
    counted = remove(Wanted(source="b"), write=False, url=url)
    assert (counted.documents, counted.corrections) == (1, 2)
    assert remove(Wanted(source="b"), url=url) == counted
    refresh_views(url)
    (document,) = ask(url, "SELECT document_id, source_code FROM core.documents")
    assert document.source_code == "a"
    for table in ask(
        url,
        "SELECT table_schema || '.' || table_name AS name FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE column_name = 'document_id' AND table_type = 'BASE TABLE' AND table_schema IN ('core', 'analyst')",
    ):
        others = f"SELECT count(*) FROM {table.name} WHERE document_id <> %s"  # noqa: S608
        assert ask(url, others, document.document_id) == [(0,)], table.name
    assert ask(url, "SELECT count(*) FROM core.near_duplicates UNION ALL SELECT count(*) FROM core.event_clusters") == [
        (0,), (0,),
    ]  # fmt: skip
    assert ask(url, "SELECT DISTINCT is_shared, is_repeat FROM analyst.events") == [(False, False)]
    assert {result.code for result in run_checks(url) if result.status == "failed"} == set()
    # And it can come again.
    assert run_target(str(tmp_path / "b"), source="b", url=url).counts.documents_loaded == 1


def test_a_run_takes_out_what_it_was_the_first_to_load(two_sources: str) -> None:
    runs = [row.run_id for row in ask(two_sources, "SELECT run_id FROM ops.runs ORDER BY started_at")]
    with pytest.raises(TerminalError, match="no earlier one loaded"):
        remove(Wanted(run_id=runs[2]), url=two_sources)
    assert remove(Wanted(run_id=runs[0][:8]), url=two_sources).documents == 1
    assert ask(two_sources, "SELECT source_code FROM core.documents") == [("b",)]
    with pytest.raises(TerminalError, match="no runs"):
        remove(Wanted(run_id="zzz"), url=two_sources)


def test_the_command_asks_first(two_sources: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", two_sources)
    document = ask(two_sources, "SELECT document_id FROM core.documents WHERE source_code = 'b'")[0].document_id
    before = fingerprints(two_sources)
    for arguments, said in (
        ([], "say what to remove"),
        (["--source", "c"], "nothing is there"),
        (["--run", ""], "runs"),
    ):
        done = CliRunner().invoke(main, ["remove", *arguments])
        assert done.exit_code != 0
        assert said in done.output
    done = CliRunner().invoke(main, ["remove", "--document", document], input="n\n")
    assert done.exit_code == 1
    assert fingerprints(two_sources) == before
    done = CliRunner().invoke(main, ["remove", "--document", document], input="y\n")
    assert done.exit_code == 0, done.output
    assert "Removed: 1 documents with" in done.output


def test_a_removal_that_fails_removes_nothing(two_sources: str) -> None:
    before = fingerprints(two_sources)
    execute(
        two_sources,
        "CREATE TABLE core.theirs (document_id uuid REFERENCES core.documents);"
        " INSERT INTO core.theirs SELECT document_id FROM core.documents",
    )
    with pytest.raises(Exception, match="theirs"):
        remove(Wanted(source="b"), url=two_sources)
    execute(two_sources, "DROP TABLE core.theirs")
    assert fingerprints(two_sources) == before


def test_the_key_of_a_record_is_kept_and_joins(warehouse: str, tmp_path: Path) -> None:
    day = {"published_on": "2016-12-11", "source": "a"}
    rows = [{"id": 4711, "text": RAID.format(n=12), **day}, {"id": "x-2", "text": RAID.format(n=13), **day}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"_id": {"$oid": "5f"}, "text": RAID.format(n=14), **day}))
    feed = (
        "<rss><channel><title>a</title><item><guid>g-1</guid><title>خبر</title><pubDate>Sun, 11 Dec 2016 10:00:00 GMT"
        f"</pubDate><description>{RAID.format(n=15)}</description></item></channel></rss>"
    )
    (tmp_path / "c.xml").write_text(feed, encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    refresh_views(warehouse)
    keys = "SELECT DISTINCT source_record_id FROM analyst.{} ORDER BY 1"
    for view in ("documents", "events"):
        assert [row[0] for row in ask(warehouse, keys.format(view))] == ["4711", "5f", "g-1", "x-2"]
    rows[0]["id"] = 4712
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    assert [row[0] for row in ask(warehouse, keys.format("documents"))] == ["4712", "5f", "g-1", "x-2"]


def test_what_should_be_looked_at_is_said(warehouse: str, tmp_path: Path) -> None:
    for n in (12, 13):
        (tmp_path / f"{n}.txt").write_text(RAID.format(n=n), encoding="utf-8")
    first = run_target(str(tmp_path), url=warehouse)
    assert (first.counts.documents_undated, first.counts.documents_unsourced, first.warnings()) == (2, 2, [])
    assert "2 documents have no source (--source gives one)" in first.summary()
    again = run_target(str(tmp_path), source="a", published_on="2016-12-11", url=warehouse)
    assert again.counts.documents_unsourced == 0
    assert again.other_sources == {"unknown": 2}
    assert "`waqai remove --source 'unknown'`" in again.summary()
    remove(Wanted(source="unknown"), url=warehouse)
    assert run_target(str(tmp_path), source="a", published_on="2016-12-11", url=warehouse).warnings() == []


def last_status(url: str) -> str:
    (runs,) = (answer for answer in status(url) if answer.title == "runs")
    return str(runs.rows[0][runs.columns.index("status")])


def _hear_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, as does all that it starts; a run at a prompt does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


#: More than are worked off between two looks at the run, however busy the machine is.
FILES = 1_500
#: Of them, so many are there for the run that goes on.
SEEN_AGAIN = 50


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_cut_off_is_interrupted_and_goes_on(warehouse: str, tmp_path: Path, sent: signal.Signals) -> None:
    news = write_news(tmp_path / "news", FILES)
    environment = {**os.environ, "WAQAI_DATABASE_URL": warehouse}
    command = [sys.executable, "-m", "etl.cli", "run", str(news)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_ctrl_c
    ) as process:
        deadline = time.monotonic() + 60
        while not ask(warehouse, "SELECT FROM ops.runs WHERE is_attended") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert last_status(warehouse) == "running"
        process.send_signal(sent)
        assert process.stderr
        said = process.stderr.read()
        code = process.wait(timeout=30)
    if sent == signal.SIGINT:
        assert code == 130
        assert "What was loaded stays" in said
        assert "Traceback" not in said
    deadline = time.monotonic() + 30
    while last_status(warehouse) != "interrupted" and time.monotonic() < deadline:
        time.sleep(0.2)  # the server notices that nobody is there any more
    assert last_status(warehouse) == "interrupted"
    for path in sorted(news.rglob("*.txt"))[SEEN_AGAIN:]:
        path.unlink()
    assert run_target(str(news), url=warehouse).counts.files_in == SEEN_AGAIN
    kept = ask(warehouse, "SELECT status::text FROM ops.runs ORDER BY started_at")
    assert [row.status for row in kept] == ["interrupted", "finished"]


def test_a_run_of_a_scheduler_needs_nobody_to_hold_it(warehouse: str, tmp_path: Path) -> None:
    plan(str(write_news(tmp_path / "news", 3)), url=warehouse)
    assert last_status(warehouse) == "running"
