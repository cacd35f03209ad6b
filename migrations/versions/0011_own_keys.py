"""Keys of the sources' own records, documents without a source, and runs that were cut off."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    # A value of an enum type cannot be taken away: nobody has it then.
    op.execute(
        "DROP FUNCTION core.is_locked(uuid);"
        " UPDATE ops.runs SET status = 'failed' WHERE status = 'interrupted';"
        " COMMENT ON COLUMN ops.runs.status IS"
        " 'A run that adds up is finished; one with unprocessed files is failed.';"
        " ALTER TABLE ops.runs DROP COLUMN documents_unsourced, DROP COLUMN is_attended;"
        " ALTER TABLE ops.run_files DROP COLUMN documents_unsourced;"
        " ALTER TABLE core.documents DROP COLUMN source_record_id;"
        " ALTER TABLE core.documents_history DROP COLUMN source_record_id;"
        " ALTER TABLE core.document_origins DROP COLUMN source_record_id"
    )
