"""Near-identical texts are found through the smallest ids of a band, not by comparing all with all."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "DROP TABLE core.sketch_bands;"
        " CREATE INDEX document_sketches_bands_idx ON core.document_sketches USING gin (bands) WITH (fastupdate = off);"
        " COMMENT ON COLUMN core.near_duplicates.similarity IS"
        " 'Estimated share of word sequences in common with the nearest text of the group.'"
    )
