"""What decided an event takes less than half of the room."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_BEFORE = (
    "What decided, in order: a list of {step, rule, start, end, weight, rejected}; start and end are offsets in the raw"
    " text, weight is 0 to 1, rejected is what came second."
)


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    for table in ("core.events", "core.events_history"):
        op.execute(
            f"UPDATE {table} SET why = core.steps_of(why, rule, start_offset, end_offset)"
            " WHERE jsonb_typeof(why -> 0) = 'array'"
        )
        op.execute(f"COMMENT ON COLUMN {table}.why IS '{_BEFORE}'")
    op.execute("DROP FUNCTION core.steps_of")
