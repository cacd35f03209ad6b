"""One installation of Airflow, as its users meet it one after the other.

`make run` of a newcomer, from nothing; then again; `make up` of an operator on the same folder, with a run from the
form in a real browser; and many machines in one: a real Redis, Airflow's services apart and two Celery workers, one
of which is killed at work. All in one file: each further installation costs a minute of processor.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from etl.cli import main
from etl.load import run_target
from etl.load.ledger import BATCH_BYTES
from etl.warehouse.refresh import refresh_views
from etl.warehouse.server import EmbeddedServer
from tests.browser.chromium import DESKTOP, Chromium, needs_chromium, wait_for
from tests.conftest import ask, copy_database, execute, fingerprints, passing_folder
from tests.dags.statsd import Metrics
from tests.sample_news import article, write_news
from tools.airflow_env import USER, local_environment

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT / "seeds" / "news"
# Nobody else writes this word: where it turns up, a secret has leaked.
MARKED = "marked-password-8f3a"
#: No sample article is of this day.
FORM_DAY = "2001-05-03"
#: A run takes twenty seconds; on a machine with other work it may take minutes.
RUN_SECONDS = 420
#: Each look at the metadata is a connection.
LOOK_SECONDS = 1.0
#: Files of a short article each. What stands beside it fills two batches, one for each worker.
DOCUMENTS = 40
BESIDE_IT = "x" * (BATCH_BYTES * 3 // 2 // DOCUMENTS)

pytestmark = pytest.mark.timeout(900)
needs_redis = pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed here")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    home = passing_folder("waqai-main-job-")
    server = EmbeddedServer(home)
    server.start()
    execute(server.url(), f"CREATE ROLE someone LOGIN SUPERUSER PASSWORD '{MARKED}'")
    yield home
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


def url_of(home: Path) -> str:
    return EmbeddedServer(home).url()


def make_run(home: Path, **variables: str) -> str:
    environment = {**os.environ, "WAQAI_HOME": str(home), "WAQAI_SCHEDULE": "", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "tools.main_job"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def counts(output: str) -> list[int]:
    line = next(line for line in output.splitlines() if line.startswith("files"))
    return [int(word) for word in line.split() if word.isdigit()]


@pytest.fixture(scope="module")
def first(home: Path) -> str:
    # As a user with an address of one's own: its password must not turn up anywhere.
    address = url_of(home).split("@")[1]
    return make_run(home, WAQAI_DATABASE_URL=f"postgresql://someone:{MARKED}@{address}")


def test_the_run_ends_with_events_and_counts_that_add_up(first: str) -> None:
    found, loaded, unchanged, quarantined = counts(first)
    assert found == loaded + unchanged + quarantined
    assert (unchanged, quarantined) == (0, 2)
    assert loaded >= 15
    for word in ("make psql", "make up", "waqai run PATH", "killing", "قتل"):
        assert word in first


def test_the_airflow_run_was_real(first: str, home: Path) -> None:
    address = url_of(home).rsplit("/", 1)[0] + "/airflow"
    rows = ask(address, "SELECT task_id, state FROM task_instance WHERE dag_id = 'ingest_news'")
    assert {row.task_id for row in rows} == {"plan", "batches", "load_batch", "reconcile", "publish"}
    assert {row.state for row in rows} == {"success"}


def test_a_second_run_says_unchanged_and_adds_no_row(first: str, home: Path) -> None:
    before = fingerprints(url_of(home))
    second = make_run(home)
    found, loaded, unchanged, quarantined = counts(second)
    assert loaded == 0
    assert found == unchanged + quarantined
    assert fingerprints(url_of(home)) == before


def test_no_secret_is_in_any_log(first: str, home: Path) -> None:
    assert MARKED not in first
    files = [path for path in (home / "airflow").rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    for path in files:
        assert MARKED not in path.read_text(encoding="utf-8", errors="replace"), path


def waqai(*arguments: str, **variables: str) -> Result:
    return CliRunner(env=variables).invoke(main, arguments)


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["run", str(NEWS)], {"WAQAI_HOME": "/proc/nowhere"}, "WAQAI_HOME"),
        (["run", str(NEWS)], {"WAQAI_DATABASE_URL": "postgresql://me:pw@127.0.0.1:1/db"}, "cannot be reached"),
        (["run", "no/such/folder"], {}, "no file or folder"),
        (["extract", "tests/no_such_file.txt"], {}, "does not exist"),
        (["psql"], {"WAQAI_DATABASE_URL": "mysql://me@db/x"}, "postgresql+psycopg2://"),
    ],
)
def test_a_wrong_call_gets_one_clear_sentence(
    home: Path, arguments: list[str], variables: dict[str, str], says: str
) -> None:
    done = waqai(*arguments, **{"WAQAI_HOME": str(home), **variables})
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code != 0
    assert says in done.stderr
    assert "pw" not in done.stderr


def test_an_empty_folder_is_said_to_be_empty(home: Path, tmp_path: Path) -> None:
    done = waqai("run", str(tmp_path), WAQAI_HOME=str(home))
    assert done.exit_code != 0
    assert "nothing to do" in done.stderr


def test_the_given_article_is_coded(home: Path, first: str) -> None:
    given = ROOT.parent / "shared" / "seeds"
    if not given.exists():
        pytest.skip("the article that the project was given is not here")
    done = waqai("run", str(given), "--published", "2016-12-11", WAQAI_HOME=str(home))
    assert done.exit_code == 0, done.stderr
    fell = ask(
        url_of(home),
        "SELECT 1 FROM analyst.events WHERE event_type = 'territory_seized' AND place_en = 'Palmyra'"
        " AND sources_en = 'Islamic State' AND starts_on = '2016-12-10'",
    )
    assert fell


def test_extract_prints_the_contract_as_json(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("بيروت: قُتل 12 شخصا في غارة على مدينة حلب الخميس.", encoding="utf-8")
    done = waqai("extract", str(article), "--published", "2024-05-04", "--json")
    coded = json.loads(done.stdout)
    assert coded["figures"][0]["low"] == 12
    assert coded["dates"][0]["value"] == "2024-05-02"
    table = waqai("extract", str(article), "--published", "2024-05-04").stdout
    assert "\u2068حلب" in table or "\u2068مدينة حلب" in table


# -- make up ---------------------------------------------------------------------------------------------------------


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Station:
    """`make up` and `make down` over the data folder."""

    def __init__(self, home: Path, metrics: Metrics) -> None:
        self.home = home
        self.password = ""
        self.port, *logs = free_ports(3)
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "WAQAI_HOME": str(home),
            "WAQAI_AIRFLOW_PORT": str(self.port),
            "WAQAI_SCHEDULE": "",
            "WAQAI_LANDING": str(home / "nothing"),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(logs[0]),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(logs[1]),
            # The files do not change meanwhile.
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_PORT": str(metrics.port),
            # Nobody reads meanwhile: all of Airflow's own metrics would overflow the socket.
            "AIRFLOW__METRICS__METRICS_ALLOW_LIST": "waqai",
        }
        self.environment.pop("WAQAI_DATABASE_URL", None)

    @property
    def metadata(self) -> str:
        return EmbeddedServer(self.home).url("airflow")

    def _tool(self, *arguments: str, **variables: str) -> str:
        command = [sys.executable, "-m", "tools.airflow_up", *arguments]
        environment = {**self.environment, **variables}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def up(self) -> None:
        said = self._tool()
        assert self.address in said
        assert re.search(r"^On: ingest_news .*refresh_analyst", said, re.MULTILINE)
        self.password = re.search(r"user admin, password (\S+)\)", said)[1]  # type: ignore[index]

    def up_again(self) -> None:
        """From another terminal, where nobody chose a port."""
        said = self._tool(WAQAI_AIRFLOW_PORT="8080")
        assert f"is up already: {self.address} " in said
        assert re.search(r"^On: ", said, re.MULTILINE)

    def down(self) -> None:
        self._tool("--down")

    def runs(self) -> set[str]:
        """Runs of ingest_news, as the metadata database has them."""
        return {row.run_id for row in ask(self.metadata, "SELECT run_id FROM dag_run WHERE dag_id = 'ingest_news'")}

    def state(self, run: str) -> str:
        return str(ask(self.metadata, "SELECT state FROM dag_run WHERE run_id = %s", run)[0].state)

    def has_ended(self, run: str) -> bool:
        return self.state(run) in {"success", "failed"}


@pytest.fixture(scope="module")
def metrics() -> Iterator[Metrics]:
    server = Metrics()
    yield server
    server.close()


@pytest.fixture(scope="module")
def station(home: Path, first: str, metrics: Metrics) -> Station:
    return Station(home, metrics)


def log_in(chromium: Chromium, password: str) -> None:
    """On the form to which each page leads who is not logged in; from there it goes on to the page."""
    chromium.type("input[name=username]", "admin")
    chromium.type("input[name=password]", password)
    chromium.click("button[type=submit]")


def dag_address(station: Station) -> str:
    return f"{station.address}/dags/ingest_news"


def open_dag(station: Station, chromium: Chromium) -> None:
    chromium.open(dag_address(station))
    chromium.wait_for_text("ingest_news")


def run_in_grid(chromium: Chromium, run: str) -> str:
    """Address of a run, of whose DAG the browser shows the page."""
    found = f"a => decodeURIComponent(a.href).includes('/runs/{run}')"
    link = f"[...document.querySelectorAll('a[href*=\"/runs/\"]')].find({found})?.href"
    return str(wait_for("the run in the grid", lambda: chromium.run(link)))


def leave(chromium: Chromium) -> None:
    """Look at no page: Airflow's ask it for news all the time, and would keep it from its work."""
    chromium.open("about:blank")


@dataclass(frozen=True)
class FormRun:
    """A run that was asked for in the form: its name, its address, what it loaded and what it told the metrics."""

    run: str
    address: str
    documents: int
    sent: dict[str, str]


@pytest.fixture(scope="module")
def form_run(
    station: Station, chromium: Chromium, metrics: Metrics, tmp_path_factory: pytest.TempPathFactory
) -> FormRun:
    """From `make up` to `make down`."""
    news = write_news(tmp_path_factory.mktemp("form"), 4, FORM_DAY)
    before = station.runs()
    try:
        station.up()
        station.up_again()
        chromium.become(DESKTOP)
        chromium.open(dag_address(station))
        log_in(chromium, "guessed")
        chromium.wait_for_text("Invalid credentials")
        log_in(chromium, station.password)
        chromium.click("[data-testid=trigger-dag-button]")
        chromium.type("#element_target", str(news))
        chromium.click("[data-testid=trigger-dag-submit]")
        (run,) = wait_for("the run to begin", lambda: station.runs() - before)
        leave(chromium)
        wait_for("the run to end", lambda: station.has_ended(run), RUN_SECONDS, LOOK_SECONDS)
        assert station.state(run) == "success"
        open_dag(station, chromium)
        address = run_in_grid(chromium, run)
        chromium.open(address)
        chromium.wait_for_text("Success")
        chromium.keep("airflow_grid")
        leave(chromium)
        warehouse = url_of(station.home)
        events = "SELECT count(*) FROM analyst.events WHERE published_on = %s"
        wait_for(
            "refresh_analyst to show the rows by itself", lambda: ask(warehouse, events, FORM_DAY)[0][0],
            RUN_SECONDS, LOOK_SECONDS,
        )  # fmt: skip
        documents = ask(warehouse, "SELECT count(*) FROM core.documents WHERE published_on = %s", FORM_DAY)[0][0]
        return FormRun(run, address, documents, metrics.received())
    finally:
        station.down()


@needs_chromium
def test_a_run_from_the_form_ends_green_and_measures(form_run: FormRun) -> None:
    assert form_run.documents == 4
    assert form_run.sent["ingest_news.documents_loaded"] == "4|c"
    assert "lag_days" in form_run.sent


# -- many machines ---------------------------------------------------------------------------------------------------


class Cluster:
    """The services of the installation apart, and Celery's workers; each in a process group of its own."""

    def __init__(self, station: Station, warehouse: str, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack, self._station = folder, stack, station
        (self._redis,) = free_ports(1)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {**station.environment, "WAQAI_DATABASE_URL": warehouse}.items():
                patch.setenv(name, value)
            usual = local_environment(station.port)
        settings = {
            "CORE__EXECUTOR": "CeleryExecutor",
            "CELERY__BROKER_URL": f"redis://127.0.0.1:{self._redis}/0",
            "CELERY__RESULT_BACKEND": f"db+{station.metadata}",
            "API__WORKERS": "1",
            # A worker that died is noticed by the silence of its task.
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "2",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
        }
        self.environment = {**usual, **{f"AIRFLOW__{name}": value for name, value in settings.items()}}

    def start(self) -> None:
        self._spawn("redis", "redis-server", "--port", str(self._redis), "--bind", "127.0.0.1", "--save", "")
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

    def are_ready(self) -> bool:
        """Whether both workers wait for tasks."""
        return all(" ready." in (self.folder / f"{name}.log").read_text(errors="replace") for name in ("w1", "w2"))

    def trigger(self, dag_id: str, **conf: object) -> str:
        """Ask the API for a run; its name."""
        login = {"username": USER, "password": password_of(self._station.home)}
        token = self._post("/auth/token", login)["access_token"]
        asked = {"logical_date": None, "conf": conf}
        return str(self._post(f"/api/v2/dags/{dag_id}/dagRuns", asked, Authorization=f"Bearer {token}")["dag_run_id"])

    def _post(self, path: str, body: dict[str, object], **headers: str) -> Any:
        request = urllib.request.Request(
            self._station.address + path, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def batches(self, run: str) -> list[Any]:
        """State and number of tries of each batch of a run."""
        query = "SELECT state, try_number FROM task_instance WHERE task_id = 'load_batch' AND run_id = %s"
        return ask(self._station.metadata, query, run)

    def logs(self) -> str:
        return "\n".join(f"== {p.name}\n{p.read_text(errors='replace')[-2500:]}" for p in self.folder.glob("*.log"))


def password_of(home: Path) -> str:
    """What `make up` prints."""
    return str(json.loads((home / "airflow" / "passwords.json").read_text(encoding="utf-8"))[USER])


def stop(process: subprocess.Popen[bytes]) -> None:
    """Nothing of it is needed any more."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def cluster_warehouse(server: EmbeddedServer, template: str) -> str:
    return copy_database(server, template, "cluster")


@pytest.fixture(scope="module")
def cluster(station: Station, cluster_warehouse: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        cluster = Cluster(station, cluster_warehouse, tmp_path_factory.mktemp("cluster"), stack)
        cluster.start()
        wait_for("the API", lambda: socket_answers(station.port), RUN_SECONDS)
        wait_for("both workers", cluster.are_ready, RUN_SECONDS)
        yield cluster


def socket_answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@needs_redis
@needs_chromium
def test_a_run_survives_a_restart(form_run: FormRun, cluster: Cluster, station: Station, chromium: Chromium) -> None:
    """After `make down` other processes take up what is there; whoever had logged in still is."""
    open_dag(station, chromium)
    assert run_in_grid(chromium, form_run.run) == form_run.address
    leave(chromium)
    kept = ask(url_of(station.home), "SELECT count(*) FROM core.documents WHERE published_on = %s", FORM_DAY)
    assert kept == [(form_run.documents,)]


@needs_redis
def test_a_killed_worker_changes_no_row(
    cluster: Cluster, station: Station, cluster_warehouse: str, warehouse: str, tmp_path: Path
) -> None:
    for n in range(DOCUMENTS):
        told = {"text": article(n), "date": "2016-12-11", "beside_it": BESIDE_IT}
        (tmp_path / f"{n}.json").write_text(json.dumps(told), encoding="utf-8")
    assert run_target(str(tmp_path), url=warehouse).counts.documents_loaded == DOCUMENTS

    run = cluster.trigger("ingest_news", target=str(tmp_path))
    at_work = [("running", 1)] * 2
    wait_for("both workers at a batch", lambda: cluster.batches(run) == at_work, RUN_SECONDS)
    os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    wait_for("the run to end", lambda: station.has_ended(run), RUN_SECONDS, LOOK_SECONDS)
    assert station.state(run) == "success", cluster.logs()
    tries = max(row.try_number for row in cluster.batches(run))
    assert tries >= 2, "the killed worker had no batch: the test proved nothing"
    for url in (cluster_warehouse, warehouse):
        refresh_views(url)  # the cluster may or may not have begun with its own
    assert fingerprints(cluster_warehouse) == fingerprints(warehouse)
