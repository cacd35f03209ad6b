"""A real PostgreSQL for the whole session, and for each test a database of its own, cut from one template."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extras import NamedTupleCursor

from etl.load import run_target
from etl.warehouse.connect import connect
from etl.warehouse.fingerprint import table_fingerprints
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views
from etl.warehouse.server import EmbeddedServer
from tests.browser.chromium import Chromium
from tests.sample_news import SAMPLES, write_hostile_news

#: Bytes of memory that the databases of several processes of tests may take and leave others enough.
_ROOM = 4 << 30
_TEMPLATE, _NEWS = "template_warehouse", "template_news"
#: Files that take longest, in order: one that came last would keep one process alone.
_LONGEST = (
    "airflow/test_installation.py", "browser/test_evidence_reader.py", "integration/test_compiled.py",
    "publish/test_reader.py", "integration/test_schema.py", "dags/test_deploy.py",
)  # fmt: skip
# What is written here need not survive the power.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest files first; the others in the order of their names."""
    place = {Path(__file__).parent / name: n for n, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    home = passing_folder("waqai-tests-")
    if "PYTEST_XDIST_WORKER" in os.environ:
        _fill_once(home, tmp_path_factory.getbasetemp().parent / "filled")
    embedded = EmbeddedServer(home, UNSAFE)
    embedded.start()
    yield embedded
    embedded.stop()
    shutil.rmtree(home)


def _fill_once(home: Path, filled: Path) -> None:
    """Put a server with both templates into ``home``: of several processes of tests one makes it, and all copy it."""
    with filled.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            made = EmbeddedServer(home, UNSAFE)
            made.start()
            _make_template(made)
            _make_news_template(made, filled.with_suffix(".news"))
            made.stop()
            # Each copy finds a port of its own.
            (made.folder / "server.json").unlink()
            subprocess.run(["cp", "-a", home, filled.with_suffix(".part")], check=True)
            filled.with_suffix(".part").rename(filled)
            return
    subprocess.run(["cp", "-a", f"{filled}/.", home], check=True)


@pytest.fixture(scope="session")
def template(server: EmbeddedServer) -> str:
    """Name of a database with schema, views, roles and reference tables, and no news."""
    return _TEMPLATE if _has(server, _TEMPLATE) else _make_template(server)


def _has(server: EmbeddedServer, name: str) -> bool:
    return bool(ask(server.url("postgres"), "SELECT 1 FROM pg_database WHERE datname = %s", name))


def _make_template(server: EmbeddedServer) -> str:
    prepare_warehouse(server.ensure_database(_TEMPLATE))
    return _TEMPLATE


@pytest.fixture
def fresh_database(server: EmbeddedServer) -> Iterator[Callable[[str], str]]:
    """Makes databases from a template; their addresses."""
    made: list[str] = []

    def make(template: str) -> str:
        made.append(f"test_{uuid.uuid4().hex[:12]}")
        return copy_database(server, template, made[-1])

    yield make
    for name in made:
        execute(server.url("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def warehouse(fresh_database: Callable[[str], str], template: str) -> str:
    """Address of a warehouse without news."""
    return fresh_database(template)


@pytest.fixture(scope="session")
def empty_warehouse(server: EmbeddedServer, template: str) -> str:
    """Address of a warehouse without news, for tests that read only."""
    return copy_database(server, template, "empty_warehouse")


@pytest.fixture(scope="session")
def news_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with the sample articles and hostile ones; nobody stays connected to it."""
    return _NEWS if _has(server, _NEWS) else _make_news_template(server, tmp_path_factory.mktemp("hostile"))


def _make_news_template(server: EmbeddedServer, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    url = copy_database(server, _TEMPLATE, _NEWS)
    run_target(str(SAMPLES), url=url)
    run_target(str(write_hostile_news(folder)), url=url)
    refresh_views(url)
    return _NEWS


@pytest.fixture(scope="session")
def news_warehouse(server: EmbeddedServer, news_template: str) -> str:
    """Address of a warehouse with the news of ``news_template``, for tests that read only."""
    return copy_database(server, news_template, "news_warehouse")


@contextmanager
def browsing(url: str, home: Path) -> Iterator[str]:
    """Address of ``waqai browse`` over the warehouse at ``url``; it keeps its files in ``home``."""
    command = [sys.executable, "-m", "etl.cli", "browse", "--port", "0"]
    environment = {**os.environ, "WAQAI_DATABASE_URL": url, "WAQAI_HOME": str(home)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        yield found.group()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=90) in {0, 1, 130, -signal.SIGINT}
        assert "Traceback" not in process.stderr.read()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One browser for all pages under test."""
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def reader(news_warehouse: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the reader over the sample and the hostile articles."""
    with browsing(news_warehouse, tmp_path_factory.mktemp("reader")) as address:
        yield address


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests have to tell also where they pass: their property ``told``."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, value in report.user_properties:
                if name == "told":
                    terminalreporter.write_line(f"\n{report.nodeid}:\n{value}")


def passing_folder(prefix: str) -> Path:
    """A new folder for databases that need not last, which the server may enter: in memory where there is room.

    Hundreds of databases are copied; on a disk the copies take longer than the tests.
    """
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and min(shutil.disk_usage(memory).free, _available()) > _ROOM
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=memory if has_room else "/var/tmp"))
    folder.chmod(0o755)
    return folder


def _available() -> int:
    """Bytes of memory that nobody needs, as Linux says."""
    found = re.search(r"^MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return int(found[1]) << 10 if found else 0


def copy_database(server: EmbeddedServer, template: str, name: str) -> str:
    """Address of a new database ``name`` that holds what ``template`` does."""
    # File by file: through the log it takes five times as long.
    execute(server.url("postgres"), f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return server.url(name)


def filled_database(server: EmbeddedServer, template: str, name: str, news: Path) -> str:
    """Name of a new database: what ``template`` holds, and ``news``."""
    run_target(str(news), url=copy_database(server, template, name))
    return name


def news_of_a_day(folder: Path, text: str) -> Path:
    """``folder``, with an article of 11 December 2016."""
    (folder / "2016-12-11").mkdir()
    (folder / "2016-12-11" / "a.txt").write_text(text, encoding="utf-8")
    return folder


def execute(url: str, statement: str) -> None:
    """Run one statement outside of a transaction."""
    with closing(connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def ask(url: str, query: str, *values: Any) -> list[Any]:
    """Rows of ``query``, with their columns as attributes."""
    with closing(connect(url)) as connection, connection, connection.cursor(cursor_factory=NamedTupleCursor) as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def fingerprints(url: str) -> dict[str, str]:
    """What the warehouse at ``url`` holds, as one value per table."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        return table_fingerprints(cursor)
