-- Where do people protest, and what for?
-- The sentence says what for; the coding does not.
SELECT starts_on, event_type, place_en, sources_en, figures, sentence
FROM events
JOIN sentences USING (document_id, sentence_no)
WHERE plover_type = 'PROTEST' AND NOT is_repeat
ORDER BY starts_on, event_type, event_id
LIMIT 20;
