-- From any row to what the text says: the sentence with the span marked «so».
-- after: sentences, known_events, known_figures
CREATE VIEW analyst.evidence AS
SELECT
    row.row_kind,
    row.row_id,
    row.document_id,
    document.source_code,
    document.published_on,
    document.url,
    row.sentence_no,
    substr(sentence.sentence, 1, row.start_offset - sentence.start_offset) || '«' || row.surface || '»'
        || substr(sentence.sentence, row.end_offset - sentence.start_offset + 1) AS marked,
    row.surface,
    row.start_offset,
    row.end_offset
FROM (
    SELECT 'event' AS row_kind, event_id AS row_id, document_id, sentence_no, start_offset, end_offset, surface
    FROM analyst.known_events
    UNION ALL
    SELECT 'figure', figure_id, document_id, sentence_no, start_offset, end_offset, surface FROM analyst.known_figures
    UNION ALL
    SELECT 'time_expression', time_expression_id, document_id, sentence_no, start_offset, end_offset, surface
    FROM core.time_expressions
    UNION ALL
    SELECT 'location_mention', location_mention_id, document_id, sentence_no, start_offset, end_offset, surface
    FROM core.location_mentions
    UNION ALL
    SELECT 'actor_mention', actor_mention_id, document_id, sentence_no, start_offset, end_offset, surface
    FROM core.actor_mentions
) AS row
JOIN core.documents AS document USING (document_id)
JOIN analyst.sentences AS sentence USING (document_id, sentence_no);
