"""Quality checks: SQL files that return the rows which should not be there.

A file of ``checks/`` says in its first lines what it expects and how grave a find is: ``warn`` is shown, ``stop``
keeps the analyst views as they are. Its SQL may use ``%(since)s``, the moment from which codings are looked at.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class, whatever psycopg2 calls it

from etl.errors import TerminalError
from etl.warehouse.connect import connect

#: Of the rows found, so many are kept as examples.
EXAMPLES = 5
_HEADER = re.compile(r"-- severity: (warn|stop)\n-- expects: (.+)\n")
_ALL = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Check:
    """One file of ``checks/``."""

    code: str
    severity: str
    expects: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found; ``status`` is passed, warned or failed, ``rows`` the number of offending rows."""

    code: str
    expects: str
    status: str
    rows: int
    examples: Sequence[dict[str, str]]


def checks() -> tuple[Check, ...]:
    """All checks, by name. Raises ValueError for a file without the two header lines."""
    found = []
    for entry in sorted(files("etl.warehouse.checks").iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".sql"):
            continue
        text = entry.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        if header is None:
            raise ValueError(f"{entry.name} must begin with the lines '-- severity: warn|stop' and '-- expects: ...'")
        found.append(Check(entry.name.removesuffix(".sql"), header[1], header[2], text))
    return tuple(found)


def run_checks(url: str | None = None, since: datetime | None = None) -> tuple[CheckResult, ...]:
    """Run every check on codings loaded ``since`` (all where None) and keep the results in ``ops.checks``."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            results = tuple(_run(cursor, check, since or _ALL) for check in checks())
            cursor.execute("SELECT run_id FROM ops.runs WHERE status = 'finished' ORDER BY finished_at DESC LIMIT 1")
            run = cursor.fetchone()
            for result in results:
                observed = json.dumps({"rows": result.rows, "examples": result.examples}, ensure_ascii=False)
                run_id = run[0] if run else None
                values = [str(uuid.uuid4()), run_id, result.code, result.status, observed, result.expects]
                cursor.execute(
                    "INSERT INTO ops.checks (check_id, run_id, check_code, status, observed, expected, checked_at)"
                    " VALUES (%s, %s, %s, %s, %s, %s, now())",
                    values,
                )
    finally:
        connection.close()
    return results


def unchecked_since(url: str | None = None) -> datetime | None:
    """The moment from which codings have not been found clean: a day before the last checks of which none failed.

    The day is for transactions that were open meanwhile. None where no checks have passed yet.
    """
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(checked_at) - interval '1 day' FROM ("
                " SELECT checked_at FROM ops.checks GROUP BY checked_at HAVING bool_and(status <> 'failed')) AS clean"
            )
            found: datetime | None = cursor.fetchall()[0][0]
            return found
    finally:
        connection.close()


def stop_if_failed(results: Sequence[CheckResult]) -> str:
    """One line on ``results``. Raises TerminalError, naming the checks, if one that must hold does not."""
    failed = [f"{result.code} ({result.rows} rows)" for result in results if result.status == "failed"]
    if failed:
        raise TerminalError(
            f"quality checks failed: {', '.join(failed)}. The analyst views stay as they are; "
            "`waqai checks --last` shows the rows"
        )
    warned = [f"{result.code} ({result.rows} rows)" for result in results if result.status == "warned"]
    return f"{len(results)} checks, {len(warned)} warnings" + (f": {', '.join(warned)}" if warned else "")


def _run(cursor: Cursor, check: Check, since: datetime) -> CheckResult:
    cursor.execute(check.sql, {"since": since})
    names = [column.name for column in cursor.description or ()]
    examples = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchmany(EXAMPLES)]
    status = "passed" if not cursor.rowcount else "failed" if check.severity == "stop" else "warned"
    return CheckResult(check.code, check.expects, status, cursor.rowcount, examples)


def last_results(url: str | None = None) -> tuple[CheckResult, ...]:
    """The latest result of every check, by name."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT ON (check_code) check_code, expected, status::text, observed FROM ops.checks"
                " ORDER BY check_code, checked_at DESC"
            )
            return tuple(
                CheckResult(code, expected, status, observed["rows"], observed["examples"])
                for code, expected, status, observed in cursor.fetchall()
            )
    finally:
        connection.close()
