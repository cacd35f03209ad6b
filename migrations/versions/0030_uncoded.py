"""Which sentences of a document gave no event stands in the row of its sentences."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    op.execute(_BACK)


_BACK = """
INSERT INTO core.uncoded_rows (uncoded_sentence_id, document_id, sentence_no, start_offset, end_offset, reason_code)
SELECT uncoded_sentence_id, document_id, sentence_no, start_offset, end_offset, reason_code FROM core.uncoded_sentences
ON CONFLICT DO NOTHING;
DROP VIEW core.uncoded_sentences;
DROP FUNCTION core.bring_uncoded;
ALTER TABLE core.sentence_bounds DROP COLUMN uncoded, DROP COLUMN uncoded_reasons;
ALTER TABLE core.sentence_bounds_history DROP COLUMN uncoded, DROP COLUMN uncoded_reasons;
COMMENT ON TABLE core.sentence_bounds IS 'Where the sentences of a document begin and end; core.sentences has a row for each.';
ALTER TABLE core.uncoded_rows RENAME TO uncoded_sentences;
ALTER TABLE core.uncoded_sentences RENAME CONSTRAINT uncoded_rows_pkey TO uncoded_sentences_pkey;
ALTER TABLE core.uncoded_sentences RENAME CONSTRAINT uncoded_rows_document_id_fkey TO uncoded_sentences_document_id_fkey;
ALTER TABLE core.uncoded_sentences RENAME CONSTRAINT uncoded_rows_span_check TO uncoded_sentences_span_check;
ALTER INDEX core.uncoded_rows_document_id_idx RENAME TO uncoded_sentences_document_id_idx;
COMMENT ON TABLE core.uncoded_sentences IS
    'Sentences that look like news of an event and gave none: the work list for the lexicons.';
COMMENT ON COLUMN core.uncoded_sentences.surface IS
    'Null: the characters stand in the raw text, and analyst.uncoded_sentences shows them; rows of earlier versions have them.';
ALTER TABLE core.uncoded_rows_history RENAME TO uncoded_sentences_history;
ALTER TABLE core.uncoded_sentences_history RENAME CONSTRAINT uncoded_rows_history_pkey TO uncoded_sentences_history_pkey;
COMMENT ON TABLE core.uncoded_sentences_history IS
    'Rows of core.uncoded_sentences as they were before a run that changed them.';
COMMENT ON COLUMN core.uncoded_sentences_history.surface IS
    'Null: the characters stand in the raw text, and analyst.uncoded_sentences shows them; rows of earlier versions have them.';
"""  # noqa: E501
