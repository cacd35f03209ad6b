-- Further mentions of an event stand in its row. No row is touched: what is there goes when it is coded again.
ALTER TABLE core.events ADD COLUMN further_starts INTEGER[], ADD COLUMN further_ends INTEGER[];
ALTER TABLE core.events_history ADD COLUMN further_starts INTEGER[], ADD COLUMN further_ends INTEGER[];
COMMENT ON COLUMN core.events.further_starts IS
    'Of each further mention of the event, the first character in the raw text; null where the trigger is the only one. core.event_mentions has all.';
COMMENT ON COLUMN core.events.further_ends IS 'Of each of them, the end in the raw text, exclusive.';
COMMENT ON COLUMN core.events_history.further_starts IS
    'Of each further mention of the event, the first character in the raw text; null where the trigger is the only one. core.event_mentions has all.';
COMMENT ON COLUMN core.events_history.further_ends IS 'Of each of them, the end in the raw text, exclusive.';
COMMENT ON TABLE core.further_mentions IS
    'What earlier versions coded of core.event_mentions beside triggers; it goes when the documents are coded again.';

CREATE OR REPLACE VIEW core.event_mentions AS
SELECT event_id, start_offset, end_offset, sentence_no, surface FROM core.events
UNION ALL
SELECT event.event_id, span.start_offset, span.end_offset, width_bucket(span.start_offset, bounds.starts) - 1,
       substr(content.raw_text, span.start_offset + 1, span.end_offset - span.start_offset)
FROM core.events AS event
CROSS JOIN LATERAL unnest(event.further_starts, event.further_ends) AS span (start_offset, end_offset)
JOIN core.sentence_bounds AS bounds USING (document_id)
JOIN core.document_texts AS content USING (document_id)
UNION ALL
SELECT further.event_id, further.start_offset, further.end_offset, further.sentence_no, further.surface
FROM core.further_mentions AS further
JOIN core.events AS event USING (event_id)
WHERE (further.start_offset, further.end_offset) <> (event.start_offset, event.end_offset);
