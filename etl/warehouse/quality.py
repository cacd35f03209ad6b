"""Quality checks: SQL files that return the rows which should not be there.

A file of ``checks/`` says in its first lines what it expects and how grave a find is: ``warn`` is shown, ``stop``
keeps the analyst views as they are. Its SQL finds in ``looked_at`` the documents that it is about, and may use
``%(since)s``, the moment from which files and runs are looked at.

A document is looked at once: what was coded waits in ``ops.unchecked_documents`` until no check that must hold fails.
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
from etl.warehouse.refresh import GATHER

#: Of the rows found, so many are kept as examples.
EXAMPLES = 5
_HEADER = re.compile(r"-- severity: (warn|stop)\n-- expects: (.+)\n")
_ALL = datetime(1, 1, 1, tzinfo=UTC)

_LOCK = 7_304_511_903
_LOOKED_AT = """
    CREATE TEMP TABLE waiting ON COMMIT DROP AS SELECT change_id, document_id FROM ops.unchecked_documents;
    ANALYZE waiting;
    CREATE TEMP TABLE looked_at ON COMMIT DROP AS SELECT document_id, published_on FROM core.documents {};
    CREATE UNIQUE INDEX ON looked_at (document_id);
    ANALYZE looked_at;"""
_NEW = "WHERE document_id IN (SELECT document_id FROM waiting)"
# A day more than the last checks of which none failed: for transactions that were open meanwhile.
_CLEAN_SINCE = """
    SELECT coalesce(max(checked_at) - interval '1 day', %s) FROM (
        SELECT checked_at FROM ops.checks GROUP BY checked_at HAVING bool_and(status <> 'failed')
    ) AS clean"""
_COUNT_NAMES = """
    INSERT INTO ops.names_daily AS kept (checked_on, source_code, layer, mentions, unresolved)
    SELECT current_date, source_code, layer, count(*), count(*) FILTER (WHERE is_unresolved)
    FROM (SELECT DISTINCT document_id FROM waiting) AS new
    JOIN core.documents AS document USING (document_id)
    CROSS JOIN LATERAL (
        SELECT 'places' AS layer, location_id IS NULL AS is_unresolved FROM core.location_mentions
        WHERE document_id = document.document_id AND reason_code IS DISTINCT FROM 'described'
        UNION ALL
        SELECT 'actors', actor_id IS NULL FROM core.actor_mentions
        WHERE document_id = document.document_id AND reason_code IS DISTINCT FROM 'described'
    ) AS mention
    GROUP BY source_code, layer
    ON CONFLICT (checked_on, source_code, layer) DO UPDATE SET
        mentions = kept.mentions + excluded.mentions, unresolved = kept.unresolved + excluded.unresolved"""


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


def run_checks(url: str | None = None, *, only_new: bool = False) -> tuple[CheckResult, ...]:
    """Run every check, on all documents or on those that are not found clean yet; results go into ``ops.checks``."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(GATHER)
        with connection, connection.cursor() as cursor:
            cursor.execute(_LOOKED_AT.format(_NEW if only_new else ""))
            cursor.execute(_CLEAN_SINCE, [_ALL])
            since = cursor.fetchall()[0][0] if only_new else _ALL
            cursor.execute("SAVEPOINT counted")
            cursor.execute(_COUNT_NAMES)
            results = tuple(_run(cursor, check, since) for check in checks())
            if any(result.status == "failed" for result in results):
                # They are looked at again, and counted then.
                cursor.execute("ROLLBACK TO SAVEPOINT counted")
            else:
                cursor.execute("DELETE FROM ops.unchecked_documents WHERE change_id IN (SELECT change_id FROM waiting)")
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
