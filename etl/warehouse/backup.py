"""The warehouse to a file and back, with the roles and settings that no dump of one database holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from etl.errors import TerminalError
from etl.warehouse.connect import connect, database_url
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.programs import run_program


def back_up(file: Path) -> None:
    """Write the warehouse to ``file``, which appears when it is complete. Raises TerminalError."""
    draft = file.with_name(f".{file.name}.part")
    try:
        run_program("pg_dump", ["-Fc", "-f", str(draft)], database_url())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Bring the warehouse of ``file`` into the empty database of the settings, all of it or nothing.

    Raises TerminalError, for a database that holds a warehouse too.
    """
    url = database_url()
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT to_regnamespace('core') IS NOT NULL")
            if cursor.fetchall()[0][0]:
                raise TerminalError("the database holds a warehouse already: restore into an empty one")
    finally:
        connection.close()
    # Only a superuser may make event triggers; preparing the warehouse makes ours again where it can.
    listed = run_program("pg_restore", ["-l", str(file)]).splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
        wanted.write("\n".join(line for line in listed if " EVENT TRIGGER " not in line))
        wanted.flush()
        how = ["--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", "-L", wanted.name]
        run_program("pg_restore", [*how, str(file)], url)
    prepare_warehouse()
