"""The embedded server: starts once, survives crashes and reboots, says what is wrong."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.errors import TerminalError, TransientError
from etl.settings import Settings, driver_url, settings
from etl.warehouse.connect import connect
from etl.warehouse.server import EmbeddedServer
from tests.conftest import UNSAFE, ask, execute, passing_folder


@pytest.fixture
def home() -> Iterator[Path]:
    folder = passing_folder("waqai-server-")
    yield folder
    EmbeddedServer(folder).stop()
    shutil.rmtree(folder)


def test_many_starters_make_one_server_and_a_crash_is_survived(home: Path) -> None:
    context = multiprocessing.get_context("fork")
    starters = [context.Process(target=EmbeddedServer(home).start) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert [starter.exitcode for starter in starters] == [0, 0, 0]
    server = EmbeddedServer(home)
    assert server.status().running
    execute(server.url(), "CREATE TABLE kept ()")
    port = server.status().port

    pid_file = home / "postgres" / "data" / "postmaster.pid"
    pid = int(pid_file.read_text().split("\n")[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        time.sleep(0.02)
    # After a reboot the id may belong to somebody else, and the port may be taken.
    pid_file.write_text(pid_file.read_text().replace(str(pid), str(os.getpid()), 1))
    assert not server.status().running
    with socket.create_server(("127.0.0.1", port or 0)):
        server.start()
    assert server.status().port != port
    assert ask(server.url(), "SELECT count(*) FROM kept") == [(0,)]
    assert server.stop()
    assert not server.stop()


def test_only_those_with_the_password_come_in(server: EmbeddedServer) -> None:
    scheme, _, rest = server.url().partition("://")
    with pytest.raises(TransientError, match="password"):
        connect(f"{scheme}://postgres:guess@{rest.partition('@')[2]}")
    assert (server.folder / "password").stat().st_mode & 0o077 == 0


def test_each_role_has_a_password_of_its_own(server: EmbeddedServer, warehouse: str) -> None:
    server.let_in(("analyst_ro", "waqai_loader"))
    database = warehouse.rpartition("/")[2]
    analyst = server.url(database, "analyst_ro")
    assert ask(analyst, "SELECT current_user::text") == [("analyst_ro",)]
    for other in ("postgres", "waqai_loader"):
        with pytest.raises(TransientError, match="password"):
            connect(analyst.replace("//analyst_ro:", f"//{other}:"))
    for file in (server.folder / "passwords").iterdir():
        assert file.stat().st_mode & 0o077 == 0


def test_a_data_folder_whose_roles_shared_a_password_is_repaired(home: Path) -> None:
    server = EmbeddedServer(home, UNSAFE)
    server.start()
    shared = (server.folder / "password").read_text()
    for role in ("analyst_ro", "waqai_loader"):
        execute(server.url(), f"CREATE ROLE {role} LOGIN PASSWORD '{shared}'")
    shutil.rmtree(server.folder / "passwords")
    server.start()
    rest = server.url().partition("@")[2]
    for role in ("postgres", "analyst_ro", "waqai_loader"):
        with pytest.raises(TransientError, match="password"):
            connect(f"postgresql+psycopg2://{role}:{shared}@{rest}")
        assert ask(server.url(user=role), "SELECT 1") == [(1,)]
    # Killed when the server had the new password and the folder did not.
    (server.folder / "password").rename(server.folder / "password.new")
    (server.folder / "password").write_text(shared)
    assert server.status().running
    server.stop()
    server.start()
    assert ask(server.url(), "SELECT 1") == [(1,)]


def test_trigrams_find_arabic_letters(server: EmbeddedServer, warehouse: str) -> None:
    assert ask(warehouse, "SELECT cardinality(ref.show_trgm('القاهرة')) > 0") == [(True,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
def test_a_closed_home_and_a_strict_umask_do_not_keep_the_server_out(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    elsewhere = EmbeddedServer(closed / ".waqai").folder
    assert elsewhere.parts[:3] == ("/", "var", "tmp")
    assert not elsewhere.is_relative_to(home)
    before = os.umask(0o077)
    try:
        server = EmbeddedServer(home / "clone" / ".waqai", UNSAFE)
        server.start()
    finally:
        os.umask(before)
    assert server.folder == home / "clone" / ".waqai" / "postgres"
    assert server.stop()


def test_an_unwritable_data_folder_is_one_sentence() -> None:
    with pytest.raises(TerminalError, match="WAQAI_HOME") as raised:
        EmbeddedServer(Path("/proc/waqai")).start()
    assert "\n" not in str(raised.value)


def test_an_unreachable_database_is_one_sentence_without_its_password() -> None:
    with pytest.raises(TransientError) as raised:
        connect("postgresql+psycopg2://me:secret@127.0.0.1:1/news")
    assert "127.0.0.1:1/news" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    chosen = settings({"WAQAI_DATABASE_URL": "postgres://me@db/news", "WAQAI_HOME": str(tmp_path)})
    assert chosen == Settings("postgresql+psycopg2://me@db/news", tmp_path.resolve())
    assert settings({}).database_url is None
    for wrong in ("mysql://db/news", "postgresql://me@db:port/news"):
        with pytest.raises(TerminalError, match="WAQAI_DATABASE_URL"):
            driver_url(wrong)
