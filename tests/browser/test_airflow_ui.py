"""`make up` as an operator meets it: start, trigger from the form in a real browser, stop, start, all still there."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.server import EmbeddedServer
from tests.browser.chromium import DESKTOP, Chromium, needs_chromium, wait_for
from tests.conftest import ask, passing_folder
from tests.dags.statsd import Metrics

ROOT = Path(__file__).resolve().parents[2]
#: Address of the last run in the grid.
RUN_LINK = "document.querySelector('a[href*=\"/runs/\"]')?.href"
#: A run takes twenty seconds; on a machine with other work it may take minutes.
RUN_SECONDS = 300

pytestmark = [needs_chromium, pytest.mark.timeout(600)]


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Station:
    """`make up` and `make down` over a data folder of its own."""

    def __init__(self, home: Path, metrics: Metrics) -> None:
        self.home = home
        self.password = ""
        port, *logs = free_ports(3)
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "WAQAI_HOME": str(home),
            "WAQAI_AIRFLOW_PORT": str(port),
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
        self._environment.pop("WAQAI_DATABASE_URL", None)

    def _tool(self, *arguments: str, **variables: str) -> str:
        command = [sys.executable, "-m", "tools.airflow_up", *arguments]
        environment = {**self._environment, **variables}
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


@pytest.fixture(scope="module")
def metrics() -> Iterator[Metrics]:
    server = Metrics()
    yield server
    server.close()


@pytest.fixture(scope="module")
def station(metrics: Metrics) -> Iterator[Station]:
    home = passing_folder("waqai-station-")
    station = Station(home, metrics)
    try:
        station.up()
        station.up_again()
        yield station
    finally:
        station.down()
        shutil.rmtree(home, ignore_errors=True)


def log_in(station: Station, chromium: Chromium, password: str) -> None:
    chromium.open(station.address)
    chromium.type("input[name=username]", "admin")
    chromium.type("input[name=password]", password)
    chromium.click("button[type=submit]")


def run_state(station: Station) -> str:
    """State of the one run of ingest_news, as the metadata database has it."""
    metadata = EmbeddedServer(station.home).url("airflow")
    rows = ask(metadata, "SELECT state FROM dag_run WHERE dag_id = 'ingest_news'")
    return str(rows[0].state) if rows else ""


def open_dag(station: Station, chromium: Chromium) -> None:
    chromium.open(f"{station.address}/dags/ingest_news")
    chromium.wait_for_text("ingest_news")


def leave(chromium: Chromium) -> None:
    """Look at no page: Airflow's ask it for news all the time, and would keep it from its work."""
    chromium.open("about:blank")


def test_a_run_from_the_form_ends_green_and_survives_a_restart(
    station: Station, chromium: Chromium, metrics: Metrics
) -> None:
    chromium.become(DESKTOP)
    log_in(station, chromium, "guessed")
    chromium.wait_for_text("Invalid credentials")
    log_in(station, chromium, station.password)
    chromium.wait_for_text("Welcome")
    open_dag(station, chromium)
    chromium.click("[data-testid=trigger-dag-button]")
    chromium.type("#element_target", str(ROOT / "seeds" / "news"))
    chromium.click("[data-testid=trigger-dag-submit]")
    wait_for("the run to begin", lambda: run_state(station))
    leave(chromium)
    wait_for("the run to end", lambda: run_state(station) in {"success", "failed"}, RUN_SECONDS)
    assert run_state(station) == "success"
    open_dag(station, chromium)
    run = wait_for("the run in the grid", lambda: chromium.run(RUN_LINK))
    chromium.open(run)
    chromium.wait_for_text("Success")
    chromium.keep("airflow_grid")
    leave(chromium)

    warehouse = EmbeddedServer(station.home).url()
    documents = ask(warehouse, "SELECT count(*) FROM core.documents")[0][0]
    assert documents > 10
    events = "SELECT count(*) FROM analyst.events"
    wait_for("refresh_analyst to show the rows by itself", lambda: ask(warehouse, events)[0][0])
    sent = metrics.received()
    assert sent["ingest_news.documents_loaded"] == f"{documents}|c"
    assert "lag_days" in sent

    station.down()
    station.up()
    open_dag(station, chromium)
    assert wait_for("the run in the grid", lambda: chromium.run(RUN_LINK)) == run
    assert ask(EmbeddedServer(station.home).url(), "SELECT count(*) FROM core.documents") == [(documents,)]
