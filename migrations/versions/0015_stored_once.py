"""What other rows say already is not stored again."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)


_BACK = """
CREATE INDEX events_event_type_idx ON core.events (event_type);
CREATE INDEX uncoded_sentences_reason_code_idx ON core.uncoded_sentences (reason_code);
UPDATE core.document_texts SET clean_text = core.rebuilt(raw_text, clean_starts, raw_starts) WHERE clean_text IS NULL;
ALTER TABLE core.document_texts ALTER COLUMN clean_text SET NOT NULL;
DROP FUNCTION core.rebuilt;
UPDATE core.uncoded_sentences AS row SET surface = substr(raw_text, start_offset + 1, end_offset - start_offset)
FROM core.document_texts AS content WHERE content.document_id = row.document_id AND surface IS NULL;
ALTER TABLE core.uncoded_sentences ALTER COLUMN surface SET NOT NULL;
UPDATE core.uncoded_sentences_history AS row SET surface = substr(raw_text, start_offset + 1, end_offset - start_offset)
FROM core.document_texts AS content WHERE content.document_id = row.document_id AND surface IS NULL;
ALTER TABLE core.uncoded_sentences_history ALTER COLUMN surface SET NOT NULL;
ALTER VIEW core.attributions RENAME TO attributions_view;
CREATE TABLE core.attributions (
    event_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    actor_id TEXT,
    speaker TEXT,
    CONSTRAINT attributions_pkey PRIMARY KEY (event_id),
    CONSTRAINT attributions_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id),
    CONSTRAINT attributions_source_code_fkey FOREIGN KEY(source_code) REFERENCES core.sources (source_code),
    CONSTRAINT attributions_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id)
);
CREATE INDEX attributions_actor_id_idx ON core.attributions (actor_id);
CREATE TABLE core.attributions_history (
    event_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    actor_id TEXT,
    speaker TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    is_addition BOOLEAN DEFAULT 'false' NOT NULL,
    CONSTRAINT attributions_history_pkey PRIMARY KEY (event_id, superseded_at)
);
INSERT INTO core.attributions SELECT * FROM core.attributions_view;
DROP VIEW core.attributions_view;
INSERT INTO core.further_mentions SELECT * FROM core.event_mentions ON CONFLICT DO NOTHING;
DROP VIEW core.event_mentions;
DROP FUNCTION core.bring_mention;
DROP FUNCTION core.leave_row;
ALTER TABLE core.further_mentions RENAME TO event_mentions;
ALTER TABLE core.event_mentions RENAME CONSTRAINT further_mentions_pkey TO event_mentions_pkey;
ALTER TABLE core.event_mentions RENAME CONSTRAINT further_mentions_event_id_fkey TO event_mentions_event_id_fkey;
ALTER TABLE core.event_mentions RENAME CONSTRAINT further_mentions_span_check TO event_mentions_span_check;
ALTER TABLE core.further_mentions_history RENAME TO event_mentions_history;
ALTER TABLE core.event_mentions_history RENAME CONSTRAINT further_mentions_history_pkey TO event_mentions_history_pkey;
"""
