"""`make up` and `make down`: Airflow's web UI and scheduler on this machine, beside the warehouse."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import Any

from etl.errors import WaqaiError
from etl.settings import settings
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.server import EmbeddedServer
from tools.airflow_env import ROOT, TABLES, USER, local_environment, make_tables, password

#: As many as there are files of them; those of shared code begin with ``dag_``.
DAGS = sum(not path.name.startswith("dag_") for path in (ROOT / "dags").glob("*.py"))

#: Airflow standalone is up in 12 to 24 seconds; a cold page cache takes longer.
PATIENCE_SECONDS = 180
#: What is up may be busy.
_BUSY_SECONDS = 30


def up() -> None:
    """Start the embedded PostgreSQL and Airflow standalone, and wait until the UI answers."""
    port = int(os.environ.get("WAQAI_AIRFLOW_PORT", "8080"))
    environment = local_environment(port)
    home = Path(environment["AIRFLOW_HOME"])
    log = home / "standalone.log"
    _, there = _running(home)
    if there:
        print(f"Airflow is up already: {_address(there)}")
        print(_said(_dags(there)) if _healthy_soon(there) else f"It does not answer; `make down` stops it. See {log}")
        return
    if _answers_at(port):
        sys.exit(f"Port {port} is taken by another program; choose one with WAQAI_AIRFLOW_PORT=8090 make up")
    prepare_warehouse()
    program = Path(sys.executable).with_name("airflow")
    with log.open("ab") as output:
        tables = partial(subprocess.run, TABLES, cwd=ROOT, env=environment, stdout=output, stderr=output, check=True)
        make_tables(tables)
    with log.open("ab") as output:
        # A session of its own, so that `make down` reaches every process of it.
        process = subprocess.Popen(
            [program, "standalone"],
            env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    _pid_file(home).write_text(f"{process.pid} {port}")
    print("Starting Airflow", end="", flush=True)
    for _ in range(PATIENCE_SECONDS):
        if process.poll() is not None:
            sys.exit(f"\nAirflow stopped at its start; its last words are in {log}")
        if _healthy(port):
            known = _dags(port)
            if len(known) == DAGS:
                print(f"\nAirflow is up: {_address(port)}")
                print(_said(known))
                print(f"Trigger ingest_news there to read {environment['WAQAI_LANDING']} at once.")
                print(f"`make down` stops Airflow; its log: {log}")
                return
        print(".", end="", flush=True)
        time.sleep(1)
    down()
    sys.exit(f"\nAirflow did not answer within {PATIENCE_SECONDS} s and was stopped; see {log}")


def down() -> None:
    """Stop Airflow and the embedded PostgreSQL. All state stays in the data folder."""
    data = settings().home
    home = data / "airflow"
    group, _ = _running(home)
    if group:
        os.killpg(group, signal.SIGTERM)
        for _ in range(60):
            if not any(_running(home)):
                break
            time.sleep(0.5)
        else:
            os.killpg(group, signal.SIGKILL)
    _pid_file(home).unlink(missing_ok=True)
    EmbeddedServer(data).stop()
    print("Airflow and the embedded PostgreSQL are down.")


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port} (user {USER}, password {password()})"


def _dags(port: int) -> dict[str, tuple[str, bool]]:
    """When each DAG that Airflow knows runs, and whether it is paused."""
    login = json.dumps({"username": USER, "password": password()}).encode()
    token = _json(port, "/auth/token", data=login)["access_token"]
    answer = _json(port, "/api/v2/dags", token=token)
    return {dag["dag_id"]: (dag["timetable_description"], dag["is_paused"]) for dag in answer["dags"]}


def _json(port: int, path: str, *, data: bytes | None = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def _said(dags: dict[str, tuple[str, bool]]) -> str:
    """One line on what runs by itself, and one on what is paused and how to start it."""
    on = [f"{name} ({when})" for name, (when, is_paused) in sorted(dags.items()) if not is_paused]
    paused = [name for name, (_, is_paused) in sorted(dags.items()) if is_paused]
    lines = [f"On: {', '.join(on) or 'no DAG'}."]
    if paused:
        lines.append(f"Paused: {', '.join(paused)}; the switch beside the name turns a DAG on.")
    return "\n".join(lines)


def _pid_file(home: Path) -> Path:
    return home / "standalone.pid"


def _running(home: Path) -> tuple[int, int]:
    """The process group of Airflow and the port that it was given, or zeros where it is not running."""
    try:
        group, port = map(int, _pid_file(home).read_text().split())
        os.killpg(group, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError, PermissionError):
        return 0, 0
    return group, port


def _answers_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=2) as answer:
            body = answer.read()
    except (urllib.error.URLError, OSError):
        return False
    return body.count(b'"healthy"') >= 3  # metadata database, scheduler, DAG processor


def _healthy_soon(port: int) -> bool:
    last = time.monotonic() + _BUSY_SECONDS
    while not _healthy(port):
        if time.monotonic() > last:
            return False
        time.sleep(0.5)
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--down", action="store_true", help="stop it")
    try:
        down() if parser.parse_args().down else up()
    except WaqaiError as error:
        sys.exit(f"Error: {error}")
