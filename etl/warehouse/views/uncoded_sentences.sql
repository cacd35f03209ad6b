-- Sentences that look like news of an event and gave none: the work list for the lexicons.
-- after: sentences
CREATE VIEW analyst.uncoded_sentences AS
SELECT
    uncoded.uncoded_sentence_id,
    uncoded.reason_code,
    sentence.sentence,
    substr(
        sentence.sentence, uncoded.start_offset - sentence.start_offset + 1, uncoded.end_offset - uncoded.start_offset
    ) AS surface,
    uncoded.sentence_no,
    uncoded.document_id,
    document.source_code,
    document.published_on
FROM core.uncoded_sentences AS uncoded
JOIN core.documents AS document USING (document_id)
JOIN analyst.sentences AS sentence USING (document_id, sentence_no);
