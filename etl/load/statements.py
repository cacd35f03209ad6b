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

#: What a document's rows may raise: a value out of range, a broken rule, a limit exceeded, half of a surrogate pair.
DOCUMENT_ERRORS = (psycopg2.DataError, psycopg2.IntegrityError, errors.ProgramLimitExceeded, UnicodeEncodeError)

# Classes and codes of SQLSTATE after which trying again may succeed: connection, deadlock or serialisation, out of
# resources, lock not granted, broken off by an operator or a timeout, trouble of the server's system.
_TRANSIENT = ("08", "40", "53", "55P03", "57", "58")


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
    """All or nothing. Raises as :func:`told_apart`."""
    with told_apart(), connection, connection.cursor(cursor_factory=NamedTupleCursor) as cursor:
        execute(cursor, "guard_transaction")
        yield cursor


@contextmanager
def told_apart() -> Iterator[None]:
    """Errors of the database by what can be done about them.

    Raises :data:`DOCUMENT_ERRORS` as they come, TransientError for what may succeed later, TerminalError for the rest.
    """
    try:
        yield
    except DOCUMENT_ERRORS:
        raise
    except errors.UndefinedTable as error:
        raise TerminalError(f"the database is not migrated ({plain(error)}): run `waqai migrate`") from error
    except psycopg2.Error as error:
        # Without a code the connection itself is gone.
        if error.pgcode is None or error.pgcode.startswith(_TRANSIENT):
            raise TransientError(f"the database broke off: {plain(error)}; nothing of this part was loaded") from error
        raise TerminalError(f"the database refuses to work: {plain(error)}") from error


def plain(error: Exception) -> str:
    """An error of the database on one line."""
    return " ".join(str(error).split()) or type(error).__name__
