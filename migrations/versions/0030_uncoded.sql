-- Which sentences of a document gave no event stands in the row of its sentences. No row is touched: what is there goes when
-- it is coded again.
ALTER TABLE core.uncoded_sentences RENAME TO uncoded_rows;
ALTER TABLE core.uncoded_rows RENAME CONSTRAINT uncoded_sentences_pkey TO uncoded_rows_pkey;
ALTER TABLE core.uncoded_rows RENAME CONSTRAINT uncoded_sentences_document_id_fkey TO uncoded_rows_document_id_fkey;
ALTER TABLE core.uncoded_rows RENAME CONSTRAINT uncoded_sentences_span_check TO uncoded_rows_span_check;
ALTER INDEX core.uncoded_sentences_document_id_idx RENAME TO uncoded_rows_document_id_idx;
COMMENT ON TABLE core.uncoded_rows IS
    'What earlier versions coded of core.uncoded_sentences; it goes when the documents are coded again.';
COMMENT ON COLUMN core.uncoded_rows.surface IS 'The characters of the raw text; null where only that has them.';
ALTER TABLE core.uncoded_sentences_history RENAME TO uncoded_rows_history;
ALTER TABLE core.uncoded_rows_history RENAME CONSTRAINT uncoded_sentences_history_pkey TO uncoded_rows_history_pkey;
COMMENT ON TABLE core.uncoded_rows_history IS 'Rows of core.uncoded_rows as they were before a run that changed them.';
COMMENT ON COLUMN core.uncoded_rows_history.surface IS 'The characters of the raw text; null where only that has them.';

ALTER TABLE core.sentence_bounds ADD COLUMN uncoded INTEGER[], ADD COLUMN uncoded_reasons TEXT[];
ALTER TABLE core.sentence_bounds_history ADD COLUMN uncoded INTEGER[], ADD COLUMN uncoded_reasons TEXT[];
COMMENT ON TABLE core.sentence_bounds IS
    'Where the sentences of a document begin and end (core.sentences has a row for each), and which gave no event (core.uncoded_sentences).';
COMMENT ON COLUMN core.sentence_bounds.uncoded IS
    'Ordinals of the sentences that look like news of an event and gave none.';
COMMENT ON COLUMN core.sentence_bounds.uncoded_reasons IS 'Of each of them, why (ref.reason_codes).';
COMMENT ON COLUMN core.sentence_bounds_history.uncoded IS
    'Ordinals of the sentences that look like news of an event and gave none.';
COMMENT ON COLUMN core.sentence_bounds_history.uncoded_reasons IS 'Of each of them, why (ref.reason_codes).';

-- Looked up for each document, as core.sentences is.
CREATE VIEW core.uncoded_sentences AS
SELECT
    uncoded.uncoded_sentence_id, document.document_id, uncoded.sentence_no, uncoded.start_offset, uncoded.end_offset,
    uncoded.surface, uncoded.reason_code
FROM core.documents AS document
CROSS JOIN LATERAL (
    SELECT md5(bounds.document_id || ' uncoded ' || given.sentence_no || ' ' || given.reason_code)::uuid
               AS uncoded_sentence_id,
           given.sentence_no, bounds.starts[given.sentence_no + 1] AS start_offset,
           bounds.ends[given.sentence_no + 1] AS end_offset, NULL::text AS surface, given.reason_code
    FROM core.sentence_bounds AS bounds
    CROSS JOIN LATERAL unnest(bounds.uncoded, bounds.uncoded_reasons) AS given (sentence_no, reason_code)
    WHERE bounds.document_id = document.document_id
    UNION ALL
    SELECT row.uncoded_sentence_id, row.sentence_no, row.start_offset, row.end_offset, row.surface, row.reason_code
    FROM core.uncoded_rows AS row
    WHERE row.document_id = document.document_id
) AS uncoded;
COMMENT ON VIEW core.uncoded_sentences IS
    'Sentences that look like news of an event and gave none: the work list for the lexicons.';
COMMENT ON COLUMN core.uncoded_sentences.uncoded_sentence_id IS 'Made from document, sentence and reason.';
COMMENT ON COLUMN core.uncoded_sentences.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.uncoded_sentences.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.uncoded_sentences.start_offset IS
    'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.uncoded_sentences.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.uncoded_sentences.surface IS
    'Null: the characters stand in the raw text, and analyst.uncoded_sentences shows them; rows of earlier versions have them.';
COMMENT ON COLUMN core.uncoded_sentences.reason_code IS 'Why no event came of it (ref.reason_codes).';

-- Loaders of the release before still bring a row for each.
CREATE FUNCTION core.bring_uncoded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.uncoded_rows VALUES (
        NEW.uncoded_sentence_id, NEW.document_id, NEW.sentence_no, NEW.start_offset, NEW.end_offset, NEW.surface, NEW.reason_code
    );
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION core.bring_uncoded() IS 'Trigger: a row of uncoded_sentences goes into its table.';
CREATE TRIGGER uncoded_brought INSTEAD OF INSERT ON core.uncoded_sentences
    FOR EACH ROW EXECUTE FUNCTION core.bring_uncoded();

-- Views know the table that they were made over, whatever its name.
DELETE FROM ops.installed WHERE part = 'views';
