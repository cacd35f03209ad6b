"""Housekeeping: how long superseded codings are kept, and which tables want a vacuum."""

from __future__ import annotations

from datetime import timedelta

from psycopg2 import sql

from etl.warehouse.connect import connect
from etl.warehouse.schema import metadata

#: Share of dead rows from which a table is worth a word, where autovacuum did not come by.
DEAD_SHARE = 0.2
_ADVICE = """
    SELECT format('%%I.%%I', schemaname, relname), n_dead_tup, n_live_tup
    FROM pg_stat_user_tables
    WHERE schemaname IN ('core', 'ops') AND n_dead_tup > 10000 AND n_dead_tup > %s * (n_live_tup + n_dead_tup)
    ORDER BY n_dead_tup DESC"""


def drop_old_history(keep: timedelta, url: str | None = None) -> dict[str, int]:
    """Delete superseded codings that were replaced longer than ``keep`` ago; rows deleted by table.

    What is current is never touched.
    """
    connection = connect(url)
    deleted: dict[str, int] = {}
    try:
        with connection, connection.cursor() as cursor:
            for table in sorted(t.name for t in metadata.sorted_tables if t.name.endswith("_history")):
                cursor.execute(
                    sql.SQL(
                        "DELETE FROM core.{} AS old USING ops.runs AS run"
                        " WHERE run.run_id = old.superseded_run_id AND run.started_at < now() - %s"
                    ).format(sql.Identifier(table)),
                    [keep],
                )
                if cursor.rowcount:
                    deleted[table] = cursor.rowcount
    finally:
        connection.close()
    return deleted


def vacuum_advice(url: str | None = None) -> list[str]:
    """One line for each table that has many dead rows, with the command to run."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(_ADVICE, [DEAD_SHARE])
            return [
                f"{table}: {dead:,} dead rows beside {live:,} live ones; run VACUUM (ANALYZE) {table}"
                for table, dead, live in cursor.fetchall()
            ]
    finally:
        connection.close()
