"""Further mentions of an event stand in its row."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)


_BACK = """
INSERT INTO core.further_mentions (event_id, start_offset, end_offset, sentence_no, surface)
SELECT mention.event_id, mention.start_offset, mention.end_offset, mention.sentence_no, mention.surface
FROM core.event_mentions AS mention
JOIN core.events AS event USING (event_id)
WHERE (mention.start_offset, mention.end_offset) <> (event.start_offset, event.end_offset)
ON CONFLICT DO NOTHING;
CREATE OR REPLACE VIEW core.event_mentions AS
SELECT event_id, start_offset, end_offset, sentence_no, surface FROM core.events
UNION ALL
SELECT further.event_id, further.start_offset, further.end_offset, further.sentence_no, further.surface
FROM core.further_mentions AS further
JOIN core.events AS event USING (event_id)
WHERE (further.start_offset, further.end_offset) <> (event.start_offset, event.end_offset);
ALTER TABLE core.events DROP COLUMN further_starts, DROP COLUMN further_ends;
ALTER TABLE core.events_history DROP COLUMN further_starts, DROP COLUMN further_ends;
COMMENT ON TABLE core.further_mentions IS
    'Places of the document that tell of the event beside its trigger (event_mentions has both).';
"""
