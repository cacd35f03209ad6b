-- What does an actor say, and what is said on its word?
-- `act` is `says` for its own demands and condemnations, `reports` for what the documents tell on its word. Such an
-- event may be denied by others: see `modality`.
SELECT published_on, act, event_type, modality, place_en, figures, source_code
FROM statements
WHERE actor_id = 'un' AND NOT is_repeat
ORDER BY published_on, act, event_type, event_id;
