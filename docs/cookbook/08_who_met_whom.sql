-- Who met, called or negotiated with whom?
-- Mutual events have a row for each direction; `<` keeps one of the two.
SELECT source_en, target_en, event_type, events, first_on, last_on
FROM dyads
WHERE event_type IN ('meeting', 'phone_call', 'negotiation', 'visit') AND (NOT is_mutual OR source_actor_id < target_actor_id)
ORDER BY events DESC, first_on, source_en, target_en, event_type
LIMIT 20;
