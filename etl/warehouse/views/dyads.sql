-- Who acted upon whom: pairs of known actors by type of event.
-- after: events, corrected_participants
CREATE VIEW analyst.dyads AS
SELECT
    source.actor_id AS source_actor_id,
    source_actor.name_en AS source_en,
    source_actor.name_ar AS source_ar,
    target.actor_id AS target_actor_id,
    target_actor.name_en AS target_en,
    target_actor.name_ar AS target_ar,
    event.event_type,
    event.quad_code,
    count(*) AS events,
    count(DISTINCT event.document_id) AS documents,
    min(event.starts_on) AS first_on,
    max(event.ends_on) AS last_on
FROM analyst.events AS event
JOIN analyst.corrected_participants AS source ON source.event_id = event.event_id AND source.role = 'source'
JOIN analyst.corrected_participants AS target ON target.event_id = event.event_id AND target.role = 'target'
JOIN core.actors AS source_actor ON source_actor.actor_id = source.actor_id
JOIN core.actors AS target_actor ON target_actor.actor_id = target.actor_id
WHERE NOT event.is_repeat
GROUP BY source.actor_id, source_actor.actor_id, target.actor_id, target_actor.actor_id, event.event_type, event.quad_code;
