-- core.event_participants with the actors that analysts corrected (whom a mention means, all its events follow) or added.
-- after: corrected_values
CREATE VIEW analyst.corrected_participants AS
SELECT
    participant.event_id,
    participant.role,
    participant.position,
    participant.surface,
    CASE WHEN fix.right_values ? 'actor_id' THEN fix.right_values ->> 'actor_id' ELSE participant.actor_id END AS actor_id,
    participant.actor_mention_id,
    participant.form,
    participant.head_class,
    participant.country_code
FROM core.event_participants AS participant
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = participant.actor_mention_id
UNION ALL
SELECT added.event_id, acting.role::ref.participant_role, (given.position - 1)::smallint,
       coalesce(actor.name_ar, actor.name_en, actor.actor_id), actor.actor_id, NULL, NULL, NULL, actor.country_code
FROM core.added_events AS added
CROSS JOIN LATERAL (
    VALUES ('source', added.source_actor_ids), ('target', added.target_actor_ids)
) AS acting (role, actor_ids)
CROSS JOIN LATERAL unnest(acting.actor_ids) WITH ORDINALITY AS given (actor_id, position)
JOIN core.actors AS actor ON actor.actor_id = given.actor_id;
