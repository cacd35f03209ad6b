"""The quarantine of a file changes with its line in the ledger; a run keeps no row of files left alone."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "DROP TABLE ops.refusals;"
        " ALTER TABLE ops.runs DROP COLUMN files_known, DROP COLUMN documents_known,"
        " DROP COLUMN documents_title_only, DROP COLUMN documents_undated;"
        " ALTER TABLE ops.run_files DROP COLUMN documents_title_only, DROP COLUMN documents_undated"
    )
