-- What each known actor did and underwent: events by role and type; a happening that several documents tell of counts once.
-- Looked up for each actor, by the indexes over who acts, suffers and speaks: a join would read what all of them did.
-- after: events, statements_kept
CREATE VIEW analyst.actor_activity AS
SELECT
    actor.actor_id,
    actor.name_en AS actor_en,
    actor.name_ar AS actor_ar,
    actor.kind,
    actor.country_code,
    part.role,
    part.event_type,
    count(DISTINCT part.cluster_id) AS events,
    count(DISTINCT part.document_id) AS documents,
    min(part.starts_on) AS first_on,
    max(part.ends_on) AS last_on
FROM core.actors AS actor
CROSS JOIN LATERAL (
    SELECT 'source'::ref.participant_role AS role, event_type, cluster_id, document_id, starts_on, ends_on
    FROM analyst.events WHERE source_actor_ids @> ARRAY[actor.actor_id] AND NOT is_repeat
    UNION ALL
    SELECT 'target', event_type, cluster_id, document_id, starts_on, ends_on
    FROM analyst.events WHERE target_actor_ids @> ARRAY[actor.actor_id] AND NOT is_repeat
    UNION ALL
    SELECT 'speaker', event_type, cluster_id, event.document_id, starts_on, ends_on
    FROM analyst.statements_kept AS said JOIN analyst.events AS event USING (event_id)
    WHERE said.actor_id = actor.actor_id AND said.act = 'reports' AND NOT event.is_repeat
) AS part
GROUP BY actor.actor_id, part.role, part.event_type;
