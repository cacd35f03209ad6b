"""Commands of the operator: migrate, doctor, psql, checks, status."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from etl.cli.room import without_room
from etl.errors import TerminalError
from etl.terminal import NARROW, cards, console, say

#: Columns that fit on any terminal.
_FEW = 4


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the database is behind; exit 1 if it is.")
def migrate(check: bool) -> None:
    """Bring the warehouse's schema, views, roles and reference tables up to this version."""
    from etl.warehouse.connect import database_url
    from etl.warehouse.migrate import is_ahead, pending
    from etl.warehouse.prepare import lacking_roles, prepare_warehouse

    if is_ahead(database_url()):
        say("A newer version of Waqai has migrated the database; this one can use it and changes nothing.")
        return
    behind = pending(database_url())
    for step in behind:
        say(f"{'missing' if check else 'applying'}: {step}")
    if check:
        say("The database is behind." if behind else "The database is up to date.")
        sys.exit(1 if behind else 0)
    for role in lacking_roles(database_url()):
        say(f"making: {role}")
    prepare_warehouse()
    say("The warehouse is up to date.")


@click.command()
def doctor() -> None:
    """Check the environment and say what is wrong; exit 1 if anything is."""
    failures = 0
    for name, probe in _PROBES.items():
        try:
            found = probe()
        except Exception as error:  # noqa: BLE001 - a doctor reports whatever is wrong
            failures += 1
            say(f"✗ {name}: {error}")
        else:
            say(f"✓ {name}: {found}")
    sys.exit(1 if failures else 0)


def _python() -> str:
    if sys.version_info < (3, 11):  # noqa: UP036 - a wheel may be forced in by hand
        raise TerminalError(f"this is {sys.version.split()[0]}; Waqai needs 3.11 or newer")
    return sys.version.split()[0]


def _extractor() -> str:
    from datetime import date

    from etl.pipeline import code

    coded = code("دمشق: قتل 12 شخصا أمس.", date(2024, 5, 2), "doctor")
    if not coded.figures or not coded.dates:
        raise TerminalError("it finds no figure in a plain sentence: the tables of seeds/ are incomplete; reinstall")
    return f"reads figures and dates (version {coded.version})"


def _data_folder() -> str:
    from etl.settings import settings

    home = settings().home
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    if not os.access(existing, os.W_OK):
        raise TerminalError(f"{existing} cannot be written; set WAQAI_HOME to a folder that can")
    if full := without_room():
        raise TerminalError(full)
    return f"{home} ({shutil.disk_usage(existing).free // 2**30} GiB free)"


def _database() -> str:
    from etl.settings import settings
    from etl.warehouse.connect import connect, database_url

    connection = connect(database_url())
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str((cursor.fetchone() or ("?",))[0])
            cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
            if cursor.fetchone() == (0,):
                raise TerminalError("the server lacks the extension pg_trgm: install PostgreSQL's contrib package")
    finally:
        connection.close()
    return f"PostgreSQL {version}, {'as WAQAI_DATABASE_URL says' if settings().database_url else 'embedded'}"


def _schema() -> str:
    from etl.warehouse.connect import database_url
    from etl.warehouse.migrate import pending

    behind = pending(database_url())
    if behind:
        raise TerminalError(f"{len(behind)} migrations are missing: run `waqai migrate`")
    return "up to date"


def _airflow() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("apache-airflow")
    except PackageNotFoundError:
        return "not installed; needed for scheduled runs only (pip install 'waqai[airflow]')"


_PROBES: dict[str, Callable[[], str]] = {
    "Python": _python,
    "extractor": _extractor,
    "data folder": _data_folder,
    "database": _database,
    "schema": _schema,
    "Airflow": _airflow,
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open a SQL prompt on the warehouse, read-only; ARGUMENTS go to psql (for instance -c 'select ...')."""
    from etl.settings import libpq_url, settings
    from etl.warehouse.programs import connection_arguments
    from etl.warehouse.server import EmbeddedServer

    chosen = settings()
    url = _analysts_address()
    program = shutil.which("psql")
    if program is None and not chosen.database_url:
        program = str(EmbeddedServer(chosen.home).binary("psql"))
    if program is None:
        raise TerminalError("psql is not installed: install PostgreSQL's client programs")
    read_only = "-c default_transaction_read_only=on -c search_path=analyst,core,ref"
    # The address goes through the environment: arguments are seen by every user of the machine.
    address = libpq_url(url)
    environment = {**os.environ, "PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} {read_only}".strip()}
    os.execve(program, [program, *connection_arguments(address, environment), *arguments], environment)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the warehouse to FILE, in pg_dump's own format."""
    from etl.warehouse.backup import back_up

    back_up(file)
    say(f"{file}: {file.stat().st_size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring the warehouse of FILE back into an empty database, with roles, settings and what this version adds."""
    from etl.warehouse.backup import restore as bring_back

    bring_back(file)
    say("The warehouse is restored.")


@click.command()
def address() -> None:
    """Print where analysts connect, with the password: for R, Python, DBeaver."""
    from etl.settings import libpq_url

    say(libpq_url(_analysts_address()))


def _analysts_address() -> str:
    from etl.settings import settings
    from etl.warehouse.migrate import pending
    from etl.warehouse.server import EmbeddedServer

    chosen = settings()
    if chosen.database_url:
        return chosen.database_url
    server = EmbeddedServer(chosen.home)
    server.start()
    if pending(server.url()):
        raise TerminalError("the warehouse is not made yet: run `waqai migrate`, or make run")
    server.let_in(["analyst_ro"])
    return server.url(user="analyst_ro")


@click.command()
@click.option("--run/--last", "run_now", default=True, help="Run the checks now, or show the last results.")
def checks(run_now: bool) -> None:
    """Run the quality checks on the warehouse; exit 1 if one that must hold does not."""
    from rich.table import Table
    from rich.text import Text

    from etl.warehouse.quality import last_results, run_checks

    results = run_checks() if run_now else last_results()
    table = Table("check", "status", "rows", "expects")
    colours = {"passed": "green", "warned": "yellow", "failed": "red"}
    for result in results:
        table.add_row(result.code, Text(result.status, colours[result.status]), str(result.rows), result.expects)
    out = console()
    out.print(table)
    for result in results:
        for example in result.examples:
            out.print(f"{result.code}: {example}")
    sys.exit(1 if any(result.status == "failed" for result in results) else 0)


@click.command()
def status() -> None:
    """Freshness, the last runs, rows that analysts do not see yet, what has no day, quarantine, checks: one screen."""
    from rich.table import Table

    from etl.warehouse.status import status as answers

    out = console()
    for answer in answers():
        if not answer.rows:
            out.print(f"{answer.title}: none")
            continue
        rows = [["" if value is None else str(value) for value in row] for row in answer.rows]
        if out.width < NARROW and len(answer.columns) > _FEW:
            out.print(cards(answer.title, answer.columns, rows))
            continue
        table = Table(*answer.columns, title=answer.title, title_justify="left", box=None, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        out.print(table)
