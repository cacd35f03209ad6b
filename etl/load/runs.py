"""Questions to the ledger of runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from etl.errors import TerminalError
from etl.warehouse.connect import connect


def last_run_id(url: str | None = None) -> str:
    """Id of the run that was planned last. Raises TerminalError where there was none."""
    row = _one("SELECT run_id FROM ops.runs ORDER BY started_at DESC, run_id LIMIT 1", [], url)
    if row is None:
        raise TerminalError("nothing has been run yet")
    return str(row[0])


def files_done(since: datetime, url: str | None = None) -> tuple[int, int] | None:
    """Files processed and all files of the last run planned after ``since``, or None where there is none yet."""
    query = (
        "SELECT count(file.outcome), count(*) FROM ops.run_files AS file WHERE run_id ="
        " (SELECT run_id FROM ops.runs WHERE started_at >= %s ORDER BY started_at DESC LIMIT 1)"
    )
    row = _one(query, [since], url)
    return (row[0], row[1]) if row and row[1] else None


def _one(query: str, values: list[Any], url: str | None) -> tuple[Any, ...] | None:
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchone()
    finally:
        connection.close()
