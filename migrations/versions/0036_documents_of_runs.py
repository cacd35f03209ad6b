"""What a run loaded is found without reading all documents; the index is made while others work."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import LOCK_TIMEOUT, STATEMENT_TIMEOUT

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_GONE = "DROP INDEX CONCURRENTLY IF EXISTS core.documents_run_id_idx"


def upgrade() -> None:
    # Half of one, where this was broken off, goes first.
    _one_by_one(_GONE, "CREATE INDEX CONCURRENTLY documents_run_id_idx ON core.documents (run_id)")


def downgrade() -> None:
    _one_by_one(_GONE)


def _one_by_one(*statements: str) -> None:
    with op.get_context().autocommit_block():
        # It waits for transactions that are open, and nobody waits for it.
        op.execute("SET statement_timeout = 0")
        op.execute("SET lock_timeout = 0")
        for statement in statements:
            op.execute(statement)
        op.execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
        op.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
