"""Note whose rows are to be put together again for analysts."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "DROP TRIGGER documents_changed ON core.documents;"
        " DROP TRIGGER near_duplicates_changed ON core.near_duplicates;"
        " DROP TRIGGER event_clusters_changed ON core.event_clusters;"
        " DROP FUNCTION core.note_document(), core.note_event();"
        " DROP TABLE core.changed_documents;"
        " ALTER TABLE ref.event_types DROP COLUMN is_mutual"
    )
