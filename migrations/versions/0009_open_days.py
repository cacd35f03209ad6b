"""Why a document has no day of publication, and how many of a run state one in vain."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    for table in ("documents", "documents_history", "document_origins"):
        op.execute(f"ALTER TABLE core.{table} DROP COLUMN undated_reason_code, DROP COLUMN undated_surface")
    for table in ("runs", "run_files"):
        op.execute(f"ALTER TABLE ops.{table} DROP COLUMN documents_day_open")
