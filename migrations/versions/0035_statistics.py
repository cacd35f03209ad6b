"""Tables of fifty rows get statistics as well: without them a narrowed list reads one for each row of another."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

#: Rows that changed since the last time; 50 is where PostgreSQL itself begins, a minute later.
_BEFORE, _NOW = 500, 50

_FUNCTION = """
CREATE OR REPLACE FUNCTION core.gather_statistics() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
    tables integer := 0;
BEGIN
    FOR name IN
        SELECT format('%I.%I', schemaname, relname)
        FROM pg_stat_user_tables
        WHERE schemaname IN ('core', 'analyst', 'ops')
          AND n_mod_since_analyze > {rows} AND n_mod_since_analyze > 0.5 * (n_live_tup - n_mod_since_analyze)
        ORDER BY 1
    LOOP
        EXECUTE 'ANALYZE ' || name;
        tables := tables + 1;
    END LOOP;
    RETURN tables;
END
$$"""


def upgrade() -> None:
    _gather_from(_NOW)


def downgrade() -> None:
    _gather_from(_BEFORE)


def _gather_from(rows: int) -> None:
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(_FUNCTION.replace("{rows}", str(rows)))
