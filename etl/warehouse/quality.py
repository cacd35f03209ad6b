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
    """What a check found; ``status`` is passed, warned or failed."""

    check: Check
    status: str
    rows: int
    examples: Sequence[dict[str, object]]


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
    results = []
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            for check in checks():
                cursor.execute(check.sql, {"since": since or _ALL})
                names = [column.name for column in cursor.description or ()]
                examples = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchmany(EXAMPLES)]
                status = "passed" if not cursor.rowcount else "failed" if check.severity == "stop" else "warned"
                results.append(CheckResult(check, status, cursor.rowcount, examples))
            cursor.execute("SELECT run_id FROM ops.runs WHERE status = 'finished' ORDER BY finished_at DESC LIMIT 1")
            run = cursor.fetchone()
            cursor.executemany(
                "INSERT INTO ops.checks (check_id, run_id, check_code, status, observed, expected, checked_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, now())",
                [
                    (
                        str(uuid.uuid4()),
                        run[0] if run else None,
                        result.check.code,
                        result.status,
                        json.dumps({"rows": result.rows, "examples": result.examples}, ensure_ascii=False),
                        result.check.expects,
                    )
                    for result in results
                ],
            )
    finally:
        connection.close()
    return tuple(results)
