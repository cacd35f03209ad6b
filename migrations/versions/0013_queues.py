"""What is to be done with a document waits in a queue; statistics follow a bulk load."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "DROP TRIGGER texts_came ON core.document_texts; DROP TRIGGER texts_changed ON core.document_texts;"
        " DROP TRIGGER documents_came ON core.documents; DROP TRIGGER documents_recoded ON core.documents;"
        " DROP TRIGGER sketches_came ON core.document_sketches; DROP FUNCTION core.note_documents;"
        " DROP TRIGGER documents_described ON core.documents; DROP FUNCTION core.note_described;"
        " DROP FUNCTION core.gather_statistics;"
        " DROP TABLE core.unsearched_documents, core.unlinked_documents, ops.unchecked_documents, ops.names_daily;"
        " CREATE INDEX document_sketches_unlinked_idx ON core.document_sketches (document_id) WHERE NOT is_linked;"
        " COMMENT ON COLUMN core.document_sketches.is_linked IS 'Compared with all others that were there.';"
        " COMMENT ON COLUMN core.document_search.words IS 'Stems of headline (weight A) and text with their positions.'"
    )
