"""PostgreSQL's own programs, against the warehouse, wherever it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from psycopg2.extensions import parse_dsn

from etl.errors import TerminalError
from etl.settings import libpq_url, settings
from etl.warehouse.server import EmbeddedServer


def connection_arguments(address: str, environment: dict[str, str]) -> list[str]:
    """Arguments for ``address``; its password goes into ``environment``: arguments are seen by every user."""
    parts = parse_dsn(address)
    if "password" in parts:
        environment["PGPASSWORD"] = parts.pop("password")
    return ["-d", " ".join(f"{key}='{value}'" for key, value in parts.items())]


def run_program(name: str, arguments: Sequence[str], url: str | None = None) -> str:
    """What the program ``name`` says, connected to ``url`` where it is to connect. Raises TerminalError."""
    chosen = settings()
    # A program older than the server refuses to work with it; the embedded server brings its own.
    embedded = None if chosen.database_url else EmbeddedServer(chosen.home).binary(name)
    program = str(embedded) if embedded else shutil.which(name)
    if program is None:
        raise TerminalError(f"{name} is not installed: install PostgreSQL's client programs")
    environment = dict(os.environ)
    where = connection_arguments(libpq_url(url), environment) if url else []
    try:
        done = subprocess.run(
            [program, *where, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise TerminalError(f"cannot run {program}: {error.strerror}") from error
    if done.returncode:
        raise TerminalError(f"{name} failed: {' '.join(done.stderr.split())[:500]}")
    return done.stdout
