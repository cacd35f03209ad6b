-- The events whose sentences are listed, the latest day first.
SELECT event.event_id
FROM analyst.events AS event
WHERE NOT event.is_repeat AND {condition}
ORDER BY event.starts_on DESC NULLS LAST, event.event_id
LIMIT %(limit)s
