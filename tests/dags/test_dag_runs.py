"""The DAGs as Airflow runs them, task by task in this process, over a warehouse of the tests' own server."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.errors import TerminalError
from etl.load import Counts, run_target
from etl.warehouse.status import status
from tests.conftest import ask, execute, fingerprints
from tests.dags.statsd import Metrics
from tests.sample_news import write_news

RunDag = Callable[..., Any]

# What Airflow's own dependencies warn of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def dags() -> dict[str, Any]:
    """The DAGs by name, in an Airflow with its tables."""
    from airflow.dag_processing.dagbag import DagBag

    from tools import airflow_tables

    airflow_tables.main()
    return DagBag().dags


def pause(dag_id: str, is_paused: bool) -> bool:
    """Turn a DAG off or on; whether it was off."""
    from airflow.models.dag import DagModel
    from airflow.utils.session import create_session

    with create_session() as session:
        dag = session.get_one(DagModel, dag_id)
        was, dag.is_paused = dag.is_paused, is_paused
    return bool(was)


@pytest.fixture
def run_dag(dags: dict[str, Any], warehouse: str, monkeypatch: pytest.MonkeyPatch) -> RunDag:
    """Runs a DAG over ``warehouse``; its state, and the state of every task with the number of tries."""
    monkeypatch.setenv("WAQAI_DATABASE_URL", warehouse)

    def run(dag_id: str, day: str | None = None, **conf: Any) -> tuple[str, dict[str, set[tuple[str, int]]]]:
        when = {"logical_date": datetime.fromisoformat(day).replace(tzinfo=UTC)} if day else {}
        finished = dags[dag_id].test(run_conf=conf, **when)
        tasks: dict[str, set[tuple[str, int]]] = {}
        for instance in finished.get_task_instances():
            tasks.setdefault(instance.task_id, set()).add((str(instance.state), instance.try_number))
        return str(finished.state), tasks

    return run


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> Iterator[Metrics]:
    from airflow.sdk.observability.metrics import stats_utils
    from airflow.sdk.observability.stats import Stats

    server = Metrics()
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_ON", "True")
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_PORT", str(server.port))
    # As every task process does at its start.
    Stats.initialize(factory=stats_utils.get_stats_factory(), export_legacy_names=True)
    yield server
    monkeypatch.undo()
    Stats.initialize(factory=stats_utils.get_stats_factory(), export_legacy_names=True)
    server.close()


def test_ingesting_a_day_loads_measures_and_says_it(
    run_dag: RunDag, warehouse: str, tmp_path: Path, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    write_news(tmp_path, 3, "2024-05-02")
    write_news(tmp_path, 2, "2024-05-03")
    (tmp_path / "2024-05-02" / "empty.txt").touch()
    with caplog.at_level(logging.INFO, logger="waqai"):
        state, tasks = run_dag("ingest_news", "2024-05-02", target=f"{tmp_path}/{{day}}")
    assert state == "success"
    assert all(states == {("success", 1)} for states in tasks.values())
    assert ask(warehouse, "SELECT count(*), max(published_on) FROM core.documents") == [(3, date(2024, 5, 2))]

    lines = [record.getMessage() for record in caplog.records if record.name == "waqai"]
    for line in lines:
        assert line.startswith("files: 4 in = 3 loaded + 0 unchanged + 1 quarantined; documents: 4 in = 3 loaded"), line
        assert " events loaded; " in line
        assert line.endswith(" s")
    assert len(lines) == 2

    sent = metrics.received()
    events = ask(warehouse, "SELECT count(*) FROM core.events")[0][0]
    assert (sent["ingest_news.documents_loaded"], sent["ingest_news.files_quarantined"]) == ("3|c", "1|c")
    assert sent["ingest_news.events_loaded"] == f"{events}|c"
    assert sent["in_quarantine"] == "1|g"
    assert sent["ingest_news.duration"].endswith("|ms")
    assert sent["lag_days"].endswith("|g")
    assert int(sent["lag_days"][:-2]) >= (date.today() - date(2024, 5, 2)).days - 1
    assert len([name for name in sent if name.startswith("lag_days.")]) == 1

    before = fingerprints(warehouse)
    state, tasks = run_dag("ingest_news", "2024-05-02", target=f"{tmp_path}/{{day}}")
    assert (state, tasks["load_batch"]) == ("success", {("skipped", 0)})
    assert fingerprints(warehouse) == before


def test_a_missing_target_fails_at_once(run_dag: RunDag, tmp_path: Path) -> None:
    state, tasks = run_dag("ingest_news", target=str(tmp_path / "nowhere"))
    assert state == "failed"
    assert tasks["plan"] == {("failed", 1)}


def test_a_run_that_loses_a_batch_is_closed_as_failed(
    run_dag: RunDag, warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(batch_id: str) -> Counts:
        raise TerminalError("this batch cannot be processed")

    monkeypatch.setattr("etl.load.process_batch", broken)
    state, tasks = run_dag("ingest_news", target=str(write_news(tmp_path, 1)))
    assert (state, tasks["load_batch"], tasks["publish"]) == ("failed", {("failed", 1)}, {("upstream_failed", 0)})
    assert ask(warehouse, "SELECT status::text FROM ops.runs") == [("failed",)]


def test_a_dry_run_shows_what_a_recoding_then_does(
    run_dag: RunDag, warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clean = write_news(tmp_path, 3, "2024-05-02")
    with monkeypatch.context() as older:
        older.setattr("etl.load.part.coding_version", lambda: "0.0.1+old")
        run_target(str(clean), url=warehouse)
    ask(warehouse, "UPDATE core.events SET modality = 'denied' RETURNING 1")
    before = fingerprints(warehouse)
    with caplog.at_level(logging.INFO, logger="waqai"):
        state, tasks = run_dag("recode_news")
    assert (state, tasks["diff"], tasks["plan"]) == ("success", {("success", 1)}, {("skipped", 1)})
    assert tasks["reconcile"] == {("skipped", 1)}
    assert fingerprints(warehouse) == before
    changes = [record.getMessage() for record in caplog.records if record.name == "waqai"]
    assert len(changes) == ask(warehouse, "SELECT count(*) FROM core.events")[0][0] > 0
    assert all("modality" in line and "denied" in line for line in changes)
    assert any("asserted" in line for line in changes)

    state, tasks = run_dag("recode_news", dry_run=False, first_day="2024-05-02", last_day="2024-05-02")
    assert (state, tasks["diff"], tasks["load_batch"]) == ("success", {("skipped", 1)}, {("success", 1)})
    assert ask(warehouse, "SELECT count(*) FROM core.events WHERE modality = 'denied'") == [(0,)]
    assert ask(warehouse, "SELECT count(*) FROM core.documents_history") == [(3,)]


def test_views_stay_where_a_check_says_stop(run_dag: RunDag, warehouse: str, tmp_path: Path) -> None:
    rows = "SELECT count(*) FROM analyst.types UNION ALL SELECT count(*) FROM analyst.events"
    execute(warehouse, "CREATE MATERIALIZED VIEW analyst.types AS SELECT DISTINCT event_type FROM core.events")
    execute(warehouse, "CREATE UNIQUE INDEX ON analyst.types (event_type)")
    run_dag("ingest_news", target=str(write_news(tmp_path, 4)))
    assert ask(warehouse, "SELECT count(*) > 0 FROM core.events") == [(True,)]
    ask(warehouse, "UPDATE core.figures SET surface = reverse(surface) RETURNING 1")
    state, tasks = run_dag("refresh_analyst")
    assert (state, tasks["check"], tasks["refresh"]) == ("failed", {("failed", 1)}, {("upstream_failed", 0)})
    assert ask(warehouse, rows) == [(0,), (0,)]

    ask(warehouse, "UPDATE core.figures SET surface = reverse(surface) RETURNING 1")
    state, tasks = run_dag("refresh_analyst")
    assert (state, tasks["freshness"]) == ("success", {("success", 1)})
    assert all(count > 0 for (count,) in ask(warehouse, rows))


def test_rows_never_wait_silently_for_a_paused_refresh(
    run_dag: RunDag, warehouse: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def waiting() -> list[int]:
        (answer,) = (answer for answer in status(warehouse) if answer.title.startswith("changed"))
        assert all("refresh_analyst" in row[2] for row in answer.rows)
        return [row[0] for row in answer.rows]

    run_dag("refresh_analyst")  # from here on this Airflow knows it
    assert pause("refresh_analyst", True) is False, "it is on from the start"
    run_dag("ingest_news", target=str(write_news(tmp_path, 2)))
    assert [line for line in caplog.messages if "refresh_analyst is paused" in line]
    assert waiting() == [2]

    pause("refresh_analyst", False)
    caplog.clear()
    run_dag("ingest_news", target=str(write_news(tmp_path, 3, "2024-05-03")))
    assert not [line for line in caplog.messages if "is paused" in line]
    assert waiting() == [3]
    run_dag("refresh_analyst")
    assert waiting() == []


def test_housekeeping_runs_on_its_defaults(run_dag: RunDag) -> None:
    state, tasks = run_dag("maintain_warehouse")
    assert (state, set(tasks)) == ("success", {"drop_old_history", "advise"})
