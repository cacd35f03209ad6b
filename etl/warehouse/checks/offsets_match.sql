-- severity: stop
-- expects: every mention is, to the letter, the characters of the raw text that it points at
SELECT 'figures' AS layer, m.document_id, m.start_offset, m.end_offset, m.surface
FROM core.figures AS m JOIN core.document_texts AS t USING (document_id) JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'time_expressions', m.document_id, m.start_offset, m.end_offset, m.surface
FROM core.time_expressions AS m JOIN core.document_texts AS t USING (document_id) JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'location_mentions', m.document_id, m.start_offset, m.end_offset, m.surface
FROM core.location_mentions AS m JOIN core.document_texts AS t USING (document_id) JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'actor_mentions', m.document_id, m.start_offset, m.end_offset, m.surface
FROM core.actor_mentions AS m JOIN core.document_texts AS t USING (document_id) JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'events', m.document_id, m.start_offset, m.end_offset, m.surface
FROM core.events AS m JOIN core.document_texts AS t USING (document_id) JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'event_participants', e.document_id, m.start_offset, m.end_offset, m.surface
FROM core.event_participants AS m JOIN core.events AS e USING (event_id) JOIN core.document_texts AS t USING (document_id)
JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
UNION ALL
SELECT 'event_locations', e.document_id, m.start_offset, m.end_offset, m.surface
FROM core.event_locations AS m JOIN core.events AS e USING (event_id) JOIN core.document_texts AS t USING (document_id)
JOIN looked_at AS d USING (document_id)
WHERE substr(t.raw_text, m.start_offset + 1, m.end_offset - m.start_offset) <> m.surface
