"""Described participants, how the day of an event is known, and what decided."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(
        "ALTER TABLE core.events DROP COLUMN date_source, DROP COLUMN why;"
        " ALTER TABLE core.event_participants DROP COLUMN head_class, DROP COLUMN country_code"
    )
