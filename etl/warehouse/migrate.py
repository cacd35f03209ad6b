"""Bringing a database up to this version: migrations, then views, roles and reference tables where they changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from alembic import command, op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from etl.errors import TerminalError, TransientError
from etl.warehouse.connect import engine, unreachable
from etl.warehouse.schema import SCHEMAS, metadata

ADVISORY_LOCK = 0x77617161
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "10min"
#: The oldest server that has all we use.
_OLDEST = 140000

_VERSION_TABLE = {"version_table": "schema_version", "version_table_schema": "ops"}


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema of the database at ``url`` to ``revision``. Several may try at once; one does it.

    Raises TerminalError for a server that is too old or forbids what is needed, TransientError for one that cannot
    be reached or holds its locks.
    """
    with _connected(url) as connection:
        _check_server(connection)
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema of the database at ``url`` back to ``revision`` (``base`` removes it)."""
    with _connected(url) as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS analyst CASCADE"))
        connection.commit()
        command.downgrade(_config(connection), revision)


def pending(url: str) -> list[str]:
    """Migrations that the database at ``url`` lacks, oldest first; none where a newer version has migrated it."""
    with _connected(url) as connection:
        current, steps = _current(connection), _steps(connection)
        if current is not None:
            names = [step.revision for step in steps]
            steps = steps[names.index(current) + 1 :] if current in names else []
        return [f"{step.revision} {step.doc}" for step in steps]


def is_ahead(url: str) -> bool:
    """Whether a newer version of Waqai has migrated the database at ``url``: this one may use it, not change it."""
    with _connected(url) as connection:
        current = _current(connection)
        return current is not None and current not in {step.revision for step in _steps(connection)}


def drift(connection: Connection) -> list[Any]:
    """Differences between the database and the tables that the code knows: none on a migrated database."""
    opts = {"include_schemas": True, "include_name": is_ours, "compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts={**_VERSION_TABLE, **opts}), metadata))


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Whether Alembic should look at something.

    The views of ``analyst`` are not its business, nor are indexes on functions that only the migrations know.
    """
    if kind == "schema":
        return name in SCHEMAS and name != "analyst"
    return not (kind == "index" and name and name.endswith(("_folded_idx", "_place_idx", "_band_idx")))


@contextmanager
def while_others_work() -> Iterator[None]:
    """For a migration: statements that stand alone and take as long as they need, as CREATE INDEX CONCURRENTLY does.

    They wait for transactions that are open, and nobody waits for them.
    """
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        op.execute("SET lock_timeout = 0")
        yield
        op.execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
        op.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts=_VERSION_TABLE).get_current_revision()


def _steps(connection: Connection) -> list[Script]:
    """The migrations that this version knows, oldest first."""
    return list(ScriptDirectory.from_config(_config(connection)).walk_revisions())[::-1]


def _config(connection: Connection) -> Config:
    config = Config()
    # The folder migrations/ at the top of the house; it travels with the package.
    config.set_main_option("script_location", str(files("waqai_migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_server(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < _OLDEST:
        raise TerminalError(f"the server is PostgreSQL {version // 10000}; Waqai needs {_OLDEST // 10000} or newer")
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise TerminalError(f"the database has encoding {encoding}; create one with ENCODING 'UTF8' TEMPLATE template0")
    connection.rollback()


class _connected:  # noqa: N801 - reads as a verb in `with`
    """A connection whose errors are sentences for people."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> Connection:
        try:
            self._connection = engine(self._url).connect()
        except OperationalError as error:
            raise TransientError(unreachable(self._url, error)) from None
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._connection.close()
        if isinstance(error, DBAPIError):
            code = getattr(error.orig, "pgcode", None) or ""
            message = " ".join(str(error.orig).split())
            if code == "42501":
                raise TerminalError(
                    f"the database refuses a migration: {message}. The role of WAQAI_DATABASE_URL must own the database"
                ) from error
            if code in {"55P03", "57014"} or code.startswith(("08", "57P", "40")):
                raise TransientError(f"the migration gave up waiting and changed nothing: {message}") from error
            if code == "0A000" or "extension" in message:
                raise TerminalError(
                    f"the server lacks an extension: {message}. Install PostgreSQL's contrib package"
                ) from error
