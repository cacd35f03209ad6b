-- What each known actor did and underwent: events by role and type; a happening that several documents tell of counts once.
-- after: events, corrected_participants
CREATE VIEW analyst.actor_activity AS
SELECT
    actor.actor_id,
    actor.name_en AS actor_en,
    actor.name_ar AS actor_ar,
    actor.kind,
    actor.country_code,
    participant.role,
    event.event_type,
    count(DISTINCT event.cluster_id) AS events,
    count(DISTINCT event.document_id) AS documents,
    min(event.starts_on) AS first_on,
    max(event.ends_on) AS last_on
FROM analyst.events AS event
JOIN analyst.corrected_participants AS participant USING (event_id)
JOIN core.actors AS actor USING (actor_id)
WHERE NOT event.is_repeat
GROUP BY actor.actor_id, participant.role, event.event_type;
