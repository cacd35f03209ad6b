"""Connections that can read and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extras import NamedTupleCursor

from etl.errors import TerminalError, TransientError
from etl.settings import settings
from etl.warehouse.connect import connect
from etl.warehouse.migrate import pending
from etl.warehouse.server import DATABASE, EmbeddedServer

#: Who may read core, analyst and ref, and nothing else (etl/warehouse/roles.sql).
ROLE = "analyst_ro"


def reader_url() -> str:
    """Address of the warehouse for a reader: as ``analyst_ro`` on the embedded server, else as the user says."""
    chosen = settings()
    if chosen.database_url:
        return chosen.database_url
    server = EmbeddedServer(chosen.home)
    server.start()
    if pending(server.url()):
        raise TerminalError("the warehouse is not made yet: run `waqai migrate`, or make run")
    server.let_in([ROLE])
    return server.url(DATABASE, user=ROLE)


@contextmanager
def reading(url: str | None = None, timeout: str = "5min") -> Iterator[Connection]:
    """A connection as the analysts' role on which every transaction is read-only and every statement is broken off
    after ``timeout``.

    Who may not take that role (on a server of the user's own) reads as himself, just as read-only.
    All that is read sees one state of the warehouse, whatever is loaded meanwhile. Raises TerminalError where the
    schema is missing or a statement is refused, TransientError where the server is gone or takes too long.
    """
    with closing(connect(url or reader_url())) as connection:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')", [ROLE])
                if cursor.fetchone() is not None:
                    cursor.execute(f"SET ROLE {ROLE}")
                cursor.execute("SET default_transaction_read_only = on")
                cursor.execute("SET search_path = analyst, core, ref")
                cursor.execute("SELECT set_config('statement_timeout', %s, false)", [timeout])
            connection.commit()
            connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            yield connection
        except (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName) as error:
            why = _plain(error)
            raise TerminalError(
                "the database is not up to date ({why}): run `{command}`", why=why, command="waqai migrate"
            ) from error
        except errors.QueryCanceled as error:
            raise TransientError(
                "the question took longer than {time}; ask for less, or again later", time=timeout
            ) from error
        except psycopg2.OperationalError as error:
            raise TransientError("the database broke off: {why}", why=_plain(error)) from error


def rows(connection: Connection, query: str, values: dict[str, Any] | None = None) -> list[Any]:
    """All rows of ``query``, with their columns as attributes."""
    with connection.cursor(cursor_factory=NamedTupleCursor) as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())
