"""That mentions and events belong to documents holds for those too that were there before; others work meanwhile."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import STATEMENT_TIMEOUT

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_OF_DOCUMENTS = ("figures", "time_expressions", "location_mentions", "actor_mentions", "uncoded_sentences", "events")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # It reads the tables as a whole, and nobody waits for it.
        op.execute("SET statement_timeout = 0")
        for table in _OF_DOCUMENTS:
            op.execute(f"ALTER TABLE core.{table} VALIDATE CONSTRAINT {table}_document_id_fkey")
        op.execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")


def downgrade() -> None:
    """What holds for all rows holds."""
