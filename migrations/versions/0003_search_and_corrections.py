"""Full text search over folded Arabic, names by likeness, and corrections that know what they correct."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "DROP TABLE core.document_search;"
        " DROP INDEX core.actors_folded_idx, core.actor_aliases_folded_idx, core.location_aliases_folded_idx,"
        " core.corrections_row_id_idx;"
        " ALTER TABLE core.corrections DROP COLUMN document_id, DROP COLUMN start_offset, DROP COLUMN end_offset,"
        " DROP COLUMN surface;"
        " DROP FUNCTION core.search_vector(text), core.search_words(text), core.fold(text)"
    )
