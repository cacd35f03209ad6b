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
