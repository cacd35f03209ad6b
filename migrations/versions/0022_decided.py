"""What decided an event takes less than half of the room again."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)


_BACK = """
UPDATE core.events SET why = core.steps_of(decided, rule, start_offset, end_offset) WHERE decided IS NOT NULL;
UPDATE core.events_history SET why = core.steps_of(decided, rule, start_offset, end_offset) WHERE decided IS NOT NULL;
DROP FUNCTION core.steps_of(text, text, integer, integer);
ALTER TABLE core.events DROP COLUMN decided;
ALTER TABLE core.events_history DROP COLUMN decided;
COMMENT ON COLUMN core.events.why IS 'What decided, in order, packed: a list of [step, rule, weight, rejected, start, end]. A rule that is null is that of the event, what lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names; rows of earlier versions have them.';
COMMENT ON COLUMN core.events_history.why IS 'What decided, in order, packed: a list of [step, rule, weight, rejected, start, end]. A rule that is null is that of the event, what lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names; rows of earlier versions have them.';
ALTER TABLE core.events ADD COLUMN period DATERANGE GENERATED ALWAYS AS (daterange(starts_on, ends_on, '[]')) STORED;
COMMENT ON COLUMN core.events.period IS 'The days as a range.';
"""  # noqa: E501
