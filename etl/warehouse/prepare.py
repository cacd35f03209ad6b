"""A warehouse that is ready to be loaded: reached, migrated, with its views, roles and reference tables."""

from __future__ import annotations

import logging

from etl.settings import settings
from etl.warehouse import migrate
from etl.warehouse.connect import connect, database_url
from etl.warehouse.install import install_roles, install_views, may_make_roles, roles_lacking
from etl.warehouse.reference import load_reference_tables
from etl.warehouse.server import EmbeddedServer

log = logging.getLogger(__name__)

#: What each login role may do; see etl/warehouse/roles.sql.
LOGIN_ROLES = ("waqai_loader", "analyst_ro")


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
        with connection, connection.cursor() as cursor:
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
