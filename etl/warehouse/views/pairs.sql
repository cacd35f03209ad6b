-- Who acted upon whom in asserted events: one row for each pair of source and target, an unknown side as null. Of what people do
-- with one another (ref.event_types.is_mutual) each two of those who act make a pair, once in each direction.
-- after: events
CREATE VIEW analyst.pairs AS
SELECT
    event.event_id,
    event.document_id,
    source.actor_id AS source_actor_id,
    target.actor_id AS target_actor_id,
    false AS is_mutual
FROM analyst.events AS event
JOIN ref.event_types AS kind USING (event_type)
LEFT JOIN LATERAL unnest(event.source_actor_ids) AS source (actor_id) ON true
LEFT JOIN LATERAL unnest(event.target_actor_ids) AS target (actor_id) ON true
WHERE NOT kind.is_mutual OR coalesce(cardinality(event.source_actor_ids), 0) + coalesce(cardinality(event.target_actor_ids), 0) < 2
UNION
SELECT
    event.event_id,
    event.document_id,
    one.actor_id,
    other.actor_id,
    true
FROM analyst.events AS event
JOIN ref.event_types AS kind USING (event_type)
CROSS JOIN LATERAL unnest(event.source_actor_ids || event.target_actor_ids) WITH ORDINALITY AS one (actor_id, position)
CROSS JOIN LATERAL unnest(event.source_actor_ids || event.target_actor_ids) WITH ORDINALITY AS other (actor_id, position)
WHERE kind.is_mutual AND one.position <> other.position;
