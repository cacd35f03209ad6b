"""A figure says of which other one it is a part."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_MEANING = "Figure of the same document that counts these too: 3 children of 10 killed."


def upgrade() -> None:
    for table in ("figures", "figures_history"):
        op.execute(f"ALTER TABLE core.{table} ADD COLUMN part_of_id uuid")
        op.execute(f"COMMENT ON COLUMN core.{table}.part_of_id IS '{_MEANING}'")


def downgrade() -> None:
    for table in ("figures", "figures_history"):
        op.execute(f"ALTER TABLE core.{table} DROP COLUMN part_of_id")
