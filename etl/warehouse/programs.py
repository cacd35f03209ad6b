"""PostgreSQL's own programs, against the warehouse, wherever it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import closing, suppress

from psycopg2.extensions import parse_dsn

from etl.errors import TerminalError
from etl.settings import libpq_url, settings
from etl.warehouse.binaries import binaries
from etl.warehouse.connect import connect
from etl.warehouse.server import EmbeddedServer


def connection_arguments(address: str, environment: dict[str, str]) -> list[str]:
    """Arguments for ``address``; its password goes into ``environment``: arguments are seen by every user."""
    parts = parse_dsn(address)
    if "password" in parts:
        environment["PGPASSWORD"] = parts.pop("password")
    return ["-d", " ".join(f"{key}='{value}'" for key, value in parts.items())]


def run_program(name: str, arguments: Sequence[str], url: str | None = None) -> str:
    """What the program ``name`` says, connected to ``url`` where it is to connect. Raises TerminalError."""
    program = _program(name)
    environment = dict(os.environ)
    where = connection_arguments(libpq_url(url), environment) if url else []
    try:
        done = subprocess.run(
            [program, *where, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise TerminalError(f"cannot run {program}: {error.strerror}") from error
    if done.returncode:
        newer = ". It was written by a newer PostgreSQL than this one" if "unsupported version" in done.stderr else ""
        raise TerminalError(f"{name} failed: {' '.join(done.stderr.split())[:500]}{newer}")
    return done.stdout


def _program(name: str) -> str:
    """The program that is installed, or the one of the embedded server.

    A program older than the server refuses to work with it, and one of the embedded server may be newer than that.
    """
    chosen = settings()
    if not chosen.database_url:
        return str(EmbeddedServer(chosen.home).binary(name))
    with closing(connect(chosen.database_url)) as connection:
        wanted = connection.server_version // 10_000
    found = [installed] if (installed := shutil.which(name)) else []
    with suppress(TerminalError):  # the package of the embedded server may be left out
        found.append(str(binaries(chosen.home, None) / "bin" / name))
    program = next((each for each in found if _version(each) >= wanted), None)
    if program is None:
        lack = f"{name} is older than the server" if found else f"{name} is not installed"
        raise TerminalError(f"{lack}: install the client programs of PostgreSQL {wanted}")
    return program


def _version(program: str) -> int:
    """Of which PostgreSQL ``program`` is; 0 where it does not say so."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0
