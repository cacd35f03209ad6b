-- Sentences with their text.
CREATE VIEW analyst.sentences AS
SELECT
    sentence.document_id,
    sentence.sentence_no,
    substr(content.raw_text, sentence.start_offset + 1, sentence.end_offset - sentence.start_offset) AS sentence,
    sentence.start_offset,
    sentence.end_offset
FROM core.sentences AS sentence
JOIN core.document_texts AS content USING (document_id);

COMMENT ON VIEW analyst.sentences IS 'Sentences of the documents with their text.';
COMMENT ON COLUMN analyst.sentences.document_id IS 'Document.';
COMMENT ON COLUMN analyst.sentences.sentence_no IS 'Ordinal in the document, from 0.';
COMMENT ON COLUMN analyst.sentences.sentence IS 'The sentence as it stands in the raw text.';
COMMENT ON COLUMN analyst.sentences.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN analyst.sentences.end_offset IS 'End in the raw text, exclusive.';
