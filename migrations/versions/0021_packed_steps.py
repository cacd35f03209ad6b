"""What decided an event takes less than half of the room."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)


_BACK = """
UPDATE core.events SET why = core.steps_of(why, rule, start_offset, end_offset)
WHERE jsonb_typeof(why -> 0) = 'array';
UPDATE core.events_history SET why = core.steps_of(why, rule, start_offset, end_offset)
WHERE jsonb_typeof(why -> 0) = 'array';
DROP FUNCTION core.steps_of;
COMMENT ON COLUMN core.events.why IS 'What decided, in order: a list of {step, rule, start, end, weight, rejected}; start and end are offsets in the raw text, weight is 0 to 1, rejected is what came second.';
COMMENT ON COLUMN core.events_history.why IS 'What decided, in order: a list of {step, rule, start, end, weight, rejected}; start and end are offsets in the raw text, weight is 0 to 1, rejected is what came second.';
"""  # noqa: E501
