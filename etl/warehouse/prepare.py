"""A warehouse that is ready to be loaded: reached, migrated, with its views, roles and reference tables."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import errors
from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.errors import TransientError
from etl.settings import settings
from etl.warehouse import migrate
from etl.warehouse.connect import connect, database_url
from etl.warehouse.install import install_roles, install_views, may_make_roles, roles_lacking
from etl.warehouse.reference import load_reference_tables
from etl.warehouse.server import EmbeddedServer

log = logging.getLogger(__name__)

#: What each login role may do; see etl/warehouse/roles.sql.
LOGIN_ROLES = ("waqai_loader", "analyst_ro")


_HOLDERS = """
    SELECT DISTINCT activity.pid, activity.usename, coalesce(nullif(activity.application_name, ''), 'a client'),
           date_trunc('second', now() - activity.xact_start)
    FROM pg_locks AS held
    JOIN pg_stat_activity AS activity USING (pid)
    LEFT JOIN pg_class AS relation ON relation.oid = held.relation
    WHERE held.granted AND activity.pid <> pg_backend_pid() AND activity.datname = current_database()
      AND (relation.relnamespace::regnamespace::text IN ('core', 'analyst', 'ref', 'ops') OR held.locktype = 'advisory')
    ORDER BY 1"""


@contextmanager
def _patient(connection: Connection) -> Iterator[Cursor]:
    """One transaction that waits for others for a while. Raises TransientError, saying who holds what is needed."""
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
                [migrate.LOCK_TIMEOUT, migrate.STATEMENT_TIMEOUT],
            )
            yield cursor
    except (errors.LockNotAvailable, errors.QueryCanceled) as error:
        with connection, connection.cursor() as cursor:
            cursor.execute(_HOLDERS)
            holders = "; ".join(f"{user} (process {pid}, {what}, since {since})" for pid, user, what, since in cursor)
        raise TransientError(
            f"the views could not be renewed and were left as they were: {' '.join(str(error).split())}. "
            f"Locks are held by {holders or 'nobody any more'}: try again when they are done"
        ) from error


def lacking_roles(url: str) -> list[str]:
    """Roles and settings that the warehouse at ``url`` lacks and we may make, as after a plain pg_restore."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            return roles_lacking(cursor) if may_make_roles(cursor) else []
    finally:
        connection.close()


def prepare_warehouse(url: str | None = None) -> str:
    """Bring the warehouse up to this version and return its address; quick where nothing is to be done.

    Starts the embedded server where no other is named. Raises TerminalError or TransientError, saying what to do.
    """
    chosen = settings()
    address = url or database_url(chosen)
    if migrate.is_ahead(address):
        # A rolling upgrade: the newer version's views and tables of reference must stay.
        log.warning("a newer version of Waqai has migrated the warehouse; this one leaves its schema as it is")
        return address
    if migrate.pending(address):
        log.info("migrating the warehouse")
        migrate.upgrade(address)
    connection = connect(address)
    try:
        with _patient(connection) as cursor:
            # Two processes that start together: one installs, the other waits and finds it done.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [migrate.ADVISORY_LOCK])
            load_reference_tables(cursor)
            install_views(cursor)
            new_roles = install_roles(cursor)
    finally:
        connection.close()
    if new_roles and url is None and chosen.database_url is None:
        EmbeddedServer(chosen.home).let_in(LOGIN_ROLES)
    return address
