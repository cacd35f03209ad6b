"""Every DAG imports fast and clean and has what an operator expects of it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[2] / "dags"


@pytest.fixture(scope="module")
def bag():  # type: ignore[no-untyped-def]
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(dag_folder=str(DAGS))


def test_no_import_errors_and_one_dag_a_file(bag) -> None:  # type: ignore[no-untyped-def]
    assert bag.import_errors == {}
    files = {path.stem for path in DAGS.glob("*.py") if not path.stem.startswith("dag_")}
    assert set(bag.dags) == files


def test_every_dag_is_documented_tagged_owned_and_bounded(bag) -> None:  # type: ignore[no-untyped-def]
    for dag in bag.dags.values():
        assert dag.doc_md.strip().startswith("###"), dag.dag_id
        assert "waqai" in dag.tags, dag.dag_id
        assert dag.max_active_runs == 1, dag.dag_id
        assert dag.dagrun_timeout is not None, dag.dag_id
        for task in dag.tasks:
            assert task.owner == "waqai", task.task_id
            assert task.execution_timeout is not None, task.task_id
            assert task.on_failure_callback, task.task_id
            assert task.retry_policy is not None, task.task_id


def test_only_transient_errors_are_retried(bag) -> None:  # type: ignore[no-untyped-def]
    from airflow.sdk.definitions.retry_policy import RetryAction

    from etl.errors import TerminalError, TransientError

    policy = bag.dags["ingest_news"].get_task("plan").retry_policy
    assert policy.evaluate(TransientError("lost connection"), 1, 3).action == RetryAction.RETRY
    assert policy.evaluate(TerminalError("no such folder"), 1, 3).action == RetryAction.FAIL
    assert policy.evaluate(ValueError("a bug"), 1, 3).action == RetryAction.FAIL


def test_dag_files_only_wire() -> None:
    """No stage is imported at the top of a DAG file: the scheduler parses these files again and again."""
    for path in DAGS.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "etl"], path


def test_extractor_and_load_import_only_what_they_need() -> None:
    probe = (
        "import sys, etl.pipeline, etl.cli;"
        "heavy = {'airflow', 'sqlalchemy', 'psycopg2', 'lxml', 'trafilatura'} & set(sys.modules);"
        # What each task of a scheduler waits for before it works.
        "import etl.load;"
        "heavy |= {'airflow', 'alembic', 'docx', 'odfdo', 'openpyxl', 'pypdf', 'scipy', 'pyarrow'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_days_are_loaded_when_they_are_over_and_caught_up_with(monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import TimeRestriction

    monkeypatch.setenv("WAQAI_LANDING", "s3://landing/news/{day}")
    monkeypatch.setenv("WAQAI_FIRST_DAY", "2026-03-01")
    dag = DagBag(dag_folder=str(DAGS)).dags["ingest_news"]
    assert dag.catchup
    run = coerce_to_core_timetable(dag.timetable).next_dagrun_info(
        last_automated_data_interval=None, restriction=TimeRestriction(dag.start_date, None, catchup=True)
    )
    assert (str(run.logical_date.date()), str(run.run_after)[:16]) == ("2026-03-01", "2026-03-02 00:00")
