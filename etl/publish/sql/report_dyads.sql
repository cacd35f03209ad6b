-- Who acted upon whom, by the class of act.
SELECT source.name_en AS source_en, source.name_ar AS source_ar, target.name_en AS target_en, target.name_ar AS target_ar,
       event.quad_code, count(DISTINCT event.cluster_id) AS events
FROM analyst.events AS event
JOIN analyst.corrected_participants AS acting ON acting.event_id = event.event_id AND acting.role = 'source'
JOIN analyst.corrected_participants AS undergoing ON undergoing.event_id = event.event_id AND undergoing.role = 'target'
JOIN core.actors AS source ON source.actor_id = acting.actor_id
JOIN core.actors AS target ON target.actor_id = undergoing.actor_id
WHERE NOT event.is_repeat AND {condition}
GROUP BY source.actor_id, target.actor_id, event.quad_code
ORDER BY count(DISTINCT event.cluster_id) DESC, source.actor_id, target.actor_id
