-- What dyads counts, made from pairs at this moment: for a few documents at a time.
-- after: pairs, events
CREATE VIEW analyst.pairs_live AS
SELECT
    pair.source_actor_id, pair.target_actor_id, pair.is_mutual, event.event_id, event.event_type, event.quad_code,
    event.starts_on, event.ends_on, event.cluster_id, pair.document_id
FROM analyst.pairs AS pair
-- Looked up for each pair: a join may read the events of all documents for those of a few.
CROSS JOIN LATERAL (SELECT * FROM analyst.events AS told WHERE told.event_id = pair.event_id OFFSET 0) AS event
WHERE pair.source_actor_id IS NOT NULL AND pair.target_actor_id IS NOT NULL AND NOT event.is_repeat;
