"""What a run loaded is found without reading all documents; the index is made while others work."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import while_others_work

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_GONE = "DROP INDEX CONCURRENTLY IF EXISTS core.documents_run_id_idx"


def upgrade() -> None:
    with while_others_work():
        op.execute(_GONE)  # half of one, where this was broken off
        op.execute("CREATE INDEX CONCURRENTLY documents_run_id_idx ON core.documents (run_id)")


def downgrade() -> None:
    with while_others_work():
        op.execute(_GONE)
