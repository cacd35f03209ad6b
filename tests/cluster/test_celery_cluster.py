"""Many machines in one: a real Redis, Airflow's scheduler and two Celery workers, one of which is killed at work.

Afterwards the warehouse must hold the rows of one clean local run.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest

from benchmarks.corpus import write_corpus
from etl.load import prepare_warehouse, run_target
from etl.load.ledger import BATCH_FILES
from etl.settings import libpq_url
from etl.warehouse.server import EmbeddedServer
from tests.conftest import fingerprints
from tools.airflow_env import TABLES

ROOT = Path(__file__).resolve().parents[2]
# Files of a short article each, one more than a batch takes: two batches, one for each worker.
DOCUMENTS = BATCH_FILES + 1
PATIENCE_SECONDS = 420

pytestmark = [
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed here"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(tmp_path_factory.mktemp("cluster"), {"fsync": "off", "max_connections": "200"})
    server.start()
    yield server
    server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for: {what}"
        time.sleep(0.5)


class Cluster:
    """Processes of one Airflow installation, each in a process group of its own."""

    def __init__(self, folder: Path, server: EmbeddedServer, warehouse: str, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.metadata = server.ensure_database("airflow")
        self._redis, api = free_port(), free_port()
        settings = {
            "CORE__DAGS_FOLDER": ROOT / "dags",
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "CORE__EXECUTOR": "CeleryExecutor",
            "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{api}/execution/",
            "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "CORE__FERNET_KEY": "",
            "DATABASE__SQL_ALCHEMY_CONN": self.metadata,
            "CELERY__BROKER_URL": f"redis://127.0.0.1:{self._redis}/0",
            "CELERY__RESULT_BACKEND": f"db+{self.metadata}",
            "API__HOST": "127.0.0.1",
            "API__PORT": api,
            "API__BASE_URL": f"http://127.0.0.1:{api}",
            "API__WORKERS": "1",
            "API__SECRET_KEY": secrets.token_urlsafe(64),
            "API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
            "LOGGING__TRIGGER_LOG_SERVER_PORT": free_port(),
            "LOGGING__WORKER_LOG_SERVER_PORT": free_port(),
            "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.5",
            # The files do not change meanwhile.
            "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
            # A worker that died is noticed by the silence of its task.
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "2",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
            "WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        }
        self.environment = {
            **os.environ,
            **{f"AIRFLOW__{name}": str(value) for name, value in settings.items()},
            "AIRFLOW_HOME": str(folder),
            "WAQAI_HOME": str(folder),
            "WAQAI_DATABASE_URL": warehouse,
            "WAQAI_SCHEDULE": "",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }

    def start(self) -> None:
        self._spawn("redis", "redis-server", "--port", str(self._redis), "--bind", "127.0.0.1", "--save", "")
        self._run(*TABLES)
        self._spawn("api-server", "airflow", "api-server")
        self._spawn("scheduler", "airflow", "scheduler", "--skip-serve-logs")
        self._spawn("dag-processor", "airflow", "dag-processor")
        self.workers = [self._worker("w1"), self._worker("w2", "--skip-serve-logs")]

    def _worker(self, name: str, *more: str) -> subprocess.Popen[bytes]:
        pid = str(self.folder / f"{name}.pid")
        return self._spawn(
            name, "airflow", "celery", "worker", "--concurrency", "1", "-H", f"{name}@%h", "--pid", pid, *more
        )

    def _spawn(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self.folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self._stack.callback(stop, process)
        return process

    def trigger(self, dag_id: str, **conf: object) -> None:
        self._run("airflow", "dags", "trigger", dag_id, "--conf", json.dumps(conf))

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]

    def ask(self, query: str) -> list[tuple[object, ...]]:
        connection = psycopg2.connect(libpq_url(self.metadata))
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()

    def states(self) -> list[object]:
        return [row[0] for row in self.ask("SELECT state FROM task_instance WHERE task_id = 'load_batch'")]

    def logs(self) -> str:
        return "\n".join(f"== {p.name}\n{p.read_text(errors='replace')[-2500:]}" for p in self.folder.glob("*.log"))


def stop(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=15)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def test_a_killed_worker_changes_no_row(server: EmbeddedServer, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    write_corpus(landing, DOCUMENTS, per_file=1, characters=150)

    clean = server.ensure_database("clean")
    prepare_warehouse(clean)
    report = run_target(str(landing), url=clean)
    assert report.counts.documents_loaded == DOCUMENTS

    warehouse = server.ensure_database("cluster")
    prepare_warehouse(warehouse)
    home = tmp_path / "airflow"
    home.mkdir()
    with ExitStack() as stack:
        cluster = Cluster(home, server, warehouse, stack)
        cluster.start()
        wait_for("the DAG to be parsed", lambda: cluster.ask("SELECT 1 FROM dag WHERE dag_id = 'ingest_news'"))
        cluster.trigger("ingest_news", target=str(landing))
        wait_for("both workers at a batch", lambda: cluster.states().count("running") >= 2)
        os.killpg(cluster.workers[0].pid, signal.SIGKILL)

        ended = {"success", "failed"}
        run = "SELECT state FROM dag_run WHERE dag_id = 'ingest_news' AND run_type = 'manual'"
        wait_for("the run to end", lambda: cluster.ask(run)[0][0] in ended)
        assert cluster.ask(run) == [("success",)], cluster.logs()
        tries = cluster.ask("SELECT max(try_number) FROM task_instance WHERE task_id = 'load_batch'")
        assert tries[0][0] >= 2, "the killed worker had no batch: the test proved nothing"

    assert fingerprints(warehouse) == fingerprints(clean)
