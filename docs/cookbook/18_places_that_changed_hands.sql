-- Which places of Syria changed hands?
-- `territory_seized` and `withdrawal`, with who took or left them. A sentence that tells of both sides gives both
-- events.
SELECT starts_on, ends_on, place_en, event_type, sources_en, targets_en, source_code
FROM events
WHERE event_type IN ('territory_seized', 'withdrawal') AND country_code = 'SY' AND NOT is_repeat
ORDER BY starts_on, event_type, event_id;
