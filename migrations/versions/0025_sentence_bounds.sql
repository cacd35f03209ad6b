-- The sentences of a document are one row. No row is touched: what is there goes when it is coded again.
ALTER TABLE core.sentences RENAME TO sentence_rows;
ALTER TABLE core.sentence_rows RENAME CONSTRAINT sentences_pkey TO sentence_rows_pkey;
ALTER TABLE core.sentence_rows RENAME CONSTRAINT sentences_document_id_fkey TO sentence_rows_document_id_fkey;
ALTER TABLE core.sentence_rows RENAME CONSTRAINT sentences_span_check TO sentence_rows_span_check;
COMMENT ON TABLE core.sentence_rows IS 'Sentences of documents that earlier versions coded; they go when these are coded again.';
ALTER TABLE core.sentences_history RENAME TO sentence_rows_history;
ALTER TABLE core.sentence_rows_history RENAME CONSTRAINT sentences_history_pkey TO sentence_rows_history_pkey;
COMMENT ON TABLE core.sentence_rows_history IS 'Rows of core.sentence_rows as they were before a run that changed them.';

CREATE FUNCTION core.are_spans(starts integer[], ends integer[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NOT EXISTS (
    SELECT FROM unnest(starts, ends) AS span (first, stop) WHERE (0 <= span.first AND span.first < span.stop) IS NOT TRUE
);
COMMENT ON FUNCTION core.are_spans IS 'Whether there is an end for each start, and behind it.';
CREATE TABLE core.sentence_bounds (
    document_id UUID NOT NULL,
    starts INTEGER[] NOT NULL,
    ends INTEGER[] NOT NULL,
    CONSTRAINT sentence_bounds_pkey PRIMARY KEY (document_id),
    CONSTRAINT sentence_bounds_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id),
    CONSTRAINT sentence_bounds_span_check CHECK (core.are_spans(starts, ends))
);
COMMENT ON TABLE core.sentence_bounds IS 'Where the sentences of a document begin and end; core.sentences has a row for each.';
COMMENT ON COLUMN core.sentence_bounds.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.sentence_bounds.starts IS 'Of each sentence in order, the first character in the raw text.';
COMMENT ON COLUMN core.sentence_bounds.ends IS 'Of each sentence in order, the end in the raw text, exclusive.';
CREATE TABLE core.sentence_bounds_history (
    document_id UUID NOT NULL,
    starts INTEGER[] NOT NULL,
    ends INTEGER[] NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    is_addition BOOLEAN DEFAULT 'false' NOT NULL,
    CONSTRAINT sentence_bounds_history_pkey PRIMARY KEY (document_id, superseded_at)
);
COMMENT ON TABLE core.sentence_bounds_history IS 'Rows of core.sentence_bounds as they were before a run that changed them.';
COMMENT ON COLUMN core.sentence_bounds_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.sentence_bounds_history.starts IS 'Of each sentence in order, the first character in the raw text.';
COMMENT ON COLUMN core.sentence_bounds_history.ends IS 'Of each sentence in order, the end in the raw text, exclusive.';
COMMENT ON COLUMN core.sentence_bounds_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.sentence_bounds_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';
COMMENT ON COLUMN core.sentence_bounds_history.is_addition IS 'The run added the row as it stands here; before there was none.';

-- Looked up for each document: a union of both for all of them would be made whole by whoever asks for one.
CREATE VIEW core.sentences AS
SELECT document.document_id, sentence.sentence_no, sentence.start_offset, sentence.end_offset
FROM core.documents AS document
CROSS JOIN LATERAL (
    SELECT (span.ordinal - 1)::integer AS sentence_no, span.start_offset, span.end_offset
    FROM core.sentence_bounds AS bounds
    CROSS JOIN LATERAL unnest(bounds.starts, bounds.ends) WITH ORDINALITY AS span (start_offset, end_offset, ordinal)
    WHERE bounds.document_id = document.document_id
    UNION ALL
    SELECT row.sentence_no, row.start_offset, row.end_offset
    FROM core.sentence_rows AS row
    WHERE row.document_id = document.document_id
) AS sentence;
COMMENT ON VIEW core.sentences IS 'Sentences as offsets into the raw text; analyst.sentences shows their text.';
COMMENT ON COLUMN core.sentences.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.sentences.sentence_no IS 'Ordinal in the document, from 0.';
COMMENT ON COLUMN core.sentences.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.sentences.end_offset IS 'End in the raw text, exclusive.';

-- Loaders of the release before still bring a row for each.
CREATE FUNCTION core.bring_sentence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.sentence_rows VALUES (NEW.document_id, NEW.sentence_no, NEW.start_offset, NEW.end_offset);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION core.bring_sentence() IS 'Trigger: a row of sentences goes into its table.';
CREATE TRIGGER sentences_brought INSTEAD OF INSERT ON core.sentences
    FOR EACH ROW EXECUTE FUNCTION core.bring_sentence();

-- What lies in a sentence belongs to its document; the next migration looks whether what is there does.
ALTER TABLE core.figures DROP CONSTRAINT figures_document_id_sentence_no_fkey,
    ADD CONSTRAINT figures_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;
ALTER TABLE core.time_expressions DROP CONSTRAINT time_expressions_document_id_sentence_no_fkey,
    ADD CONSTRAINT time_expressions_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;
ALTER TABLE core.location_mentions DROP CONSTRAINT location_mentions_document_id_sentence_no_fkey,
    ADD CONSTRAINT location_mentions_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;
ALTER TABLE core.actor_mentions DROP CONSTRAINT actor_mentions_document_id_sentence_no_fkey,
    ADD CONSTRAINT actor_mentions_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;
ALTER TABLE core.uncoded_sentences DROP CONSTRAINT uncoded_sentences_document_id_sentence_no_fkey,
    ADD CONSTRAINT uncoded_sentences_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;
ALTER TABLE core.events DROP CONSTRAINT events_document_id_sentence_no_fkey,
    ADD CONSTRAINT events_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.documents (document_id) NOT VALID;

-- Views know the table that they were made over, whatever its name.
DELETE FROM ops.installed WHERE part = 'views';
