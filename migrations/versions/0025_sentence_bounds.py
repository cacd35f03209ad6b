"""The sentences of a document are one row."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_MENTIONS = ("figures", "time_expressions", "location_mentions", "actor_mentions", "uncoded_sentences", "events")


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)
    for table in _MENTIONS:
        op.execute(
            f"ALTER TABLE core.{table} DROP CONSTRAINT {table}_document_id_fkey,"
            f" ADD CONSTRAINT {table}_document_id_sentence_no_fkey FOREIGN KEY (document_id, sentence_no)"
            " REFERENCES core.sentences (document_id, sentence_no)"
        )


_BACK = """
DROP VIEW core.sentences;
DROP FUNCTION core.bring_sentence;
INSERT INTO core.sentence_rows
SELECT document_id, ordinal - 1, start_offset, end_offset
FROM core.sentence_bounds, unnest(starts, ends) WITH ORDINALITY AS span (start_offset, end_offset, ordinal);
DROP TABLE core.sentence_bounds, core.sentence_bounds_history;
DROP FUNCTION core.are_spans;
ALTER TABLE core.sentence_rows RENAME TO sentences;
ALTER TABLE core.sentences RENAME CONSTRAINT sentence_rows_pkey TO sentences_pkey;
ALTER TABLE core.sentences RENAME CONSTRAINT sentence_rows_document_id_fkey TO sentences_document_id_fkey;
ALTER TABLE core.sentences RENAME CONSTRAINT sentence_rows_span_check TO sentences_span_check;
COMMENT ON TABLE core.sentences IS 'Sentences as offsets into the raw text; analyst.sentences shows their text.';
ALTER TABLE core.sentence_rows_history RENAME TO sentences_history;
ALTER TABLE core.sentences_history RENAME CONSTRAINT sentence_rows_history_pkey TO sentences_history_pkey;
COMMENT ON TABLE core.sentences_history IS 'Rows of core.sentences as they were before a run that changed them.';
"""
