"""Alembic's entry: each migration in a transaction of its own, one migrator at a time, no long wait for a lock."""

from __future__ import annotations

import time

from alembic import context
from sqlalchemy import Connection, text

from etl.warehouse.connect import engine
from etl.warehouse.migrate import ADVISORY_LOCK, LOCK_TIMEOUT, STATEMENT_TIMEOUT, is_ours
from etl.warehouse.schema import metadata


def migrate(connection: Connection) -> None:
    connection.execute(text("SELECT set_config('statement_timeout', :t, false)"), {"t": STATEMENT_TIMEOUT})
    # Another migrator is worth waiting for, outside of a transaction: an index that it makes while others work waits
    # for every transaction that is open. A reader's lock on a table is not.
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_LOCK}):
        connection.commit()
        time.sleep(0.2)
    connection.execute(text("SELECT set_config('lock_timeout', :t, false)"), {"t": LOCK_TIMEOUT})
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS ops"))
    connection.commit()
    try:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_schemas=True,
            include_name=is_ours,
            compare_type=True,
            compare_server_default=True,
            transaction_per_migration=True,
            version_table="schema_version",
            version_table_schema="ops",
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()


if context.is_offline_mode():
    raise SystemExit("Migrations need a connection; `waqai migrate` makes one.")
given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with engine().connect() as own:
        migrate(own)
