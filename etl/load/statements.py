"""The named statements of ``etl/load/sql``, and the one place where errors of the database get their family."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.extras import NamedTupleCursor

from etl.errors import TerminalError, TransientError

# Trying again may succeed: the connection or the server went away, someone else held a lock, something is full.
_TRANSIENT = (
    psycopg2.InterfaceError,
    psycopg2.OperationalError,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.LockNotAvailable,
    errors.QueryCanceled,
)


@cache
def statement(name: str) -> str:
    """Text of ``etl/load/sql/<name>.sql``."""
    return files("etl.load.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def execute(cursor: Cursor, name: str, **values: Any) -> Any:
    """Run the statement ``name`` with ``values``; the cursor, whose rows have the names of the columns."""
    cursor.execute(statement(name), values)
    return cursor


@contextmanager
def transaction(connection: Connection) -> Iterator[Cursor]:
    """All or nothing; raises TransientError for what may succeed later, psycopg2.Error for the rest."""
    try:
        with connection, connection.cursor(cursor_factory=NamedTupleCursor) as cursor:
            execute(cursor, "guard_transaction")
            yield cursor
    except _TRANSIENT as error:
        raise TransientError(f"the database broke off: {plain(error)}; nothing of this batch was loaded") from error
    except errors.UndefinedTable as error:
        raise TerminalError(f"the database is not migrated ({plain(error)}): run `waqai migrate`") from error


def plain(error: Exception) -> str:
    """An error of the database on one line."""
    return " ".join(str(error).split()) or type(error).__name__
