"""Connections to the warehouse, wherever it is: the embedded server, or the one that WAQAI_DATABASE_URL names."""

from __future__ import annotations

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class, whatever psycopg2 calls it
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from etl.errors import TransientError
from etl.settings import Settings, libpq_url, settings
from etl.warehouse.server import EmbeddedServer

#: Given to each connection, for pg_stat_activity.
APPLICATION = "waqai"


def database_url(given: Settings | None = None) -> str:
    """Address of the warehouse with its driver named; starts the embedded server where that is the warehouse."""
    chosen = given or settings()
    if chosen.database_url:
        return chosen.database_url
    server = EmbeddedServer(chosen.home)
    server.start()
    return server.url()


def engine(url: str | None = None) -> Engine:
    """SQLAlchemy engine without a pool: migrations and reports open one connection and go."""
    return create_engine(url or database_url(), poolclass=NullPool, connect_args={"application_name": APPLICATION})


def connect(url: str | None = None) -> Connection:
    """A psycopg2 connection in UTC that finds out within a minute when the server is gone.

    Raises TransientError, saying where and why, if the server cannot be reached.
    """
    address = libpq_url(url or database_url())
    try:
        return psycopg2.connect(
            address,
            application_name=APPLICATION,
            connect_timeout=10,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            options="-c TimeZone=UTC -c DateStyle=ISO -c client_encoding=UTF8",
        )
    except psycopg2.OperationalError as error:
        raise TransientError(unreachable(address, error)) from None


def unreachable(address: str, error: Exception) -> str:
    """One sentence on a database that does not answer, without its password."""
    where = address.rpartition("@")[2] or address
    what = " ".join(str(getattr(error, "orig", error)).split())
    return (
        f"the database at {where} cannot be reached: {what}. "
        "Check that it runs and that WAQAI_DATABASE_URL names it, or unset the variable to use the embedded one"
    )
