-- Who attacked whom?
-- Pairs of known actors in events of material conflict (`quad_code` 4). An attack whose victim or author the text does
-- not name has no pair; count it in `events`.
SELECT source_en, target_en, event_type, events, documents, first_on, last_on
FROM dyads
WHERE quad_code = 4 AND (NOT is_mutual OR source_actor_id < target_actor_id)
ORDER BY events DESC, source_en, target_en, event_type
LIMIT 20;
