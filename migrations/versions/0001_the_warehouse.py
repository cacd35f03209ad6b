"""The warehouse: schemas, vocabularies, tables."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute("DROP SCHEMA core CASCADE")
    # `ops` stays: Alembic keeps the version there.
    op.execute("DROP TABLE ops.checks, ops.quarantine, ops.files, ops.run_files, ops.batches, ops.runs, ops.installed")
    op.execute("DROP SCHEMA ref CASCADE")
