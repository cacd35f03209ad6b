-- Who acted upon whom, and who did what with whom: pairs of known actors by type of event. Of what is mutual (a meeting, a
-- clash) both directions are there.
-- after: pairs_kept
CREATE VIEW analyst.dyads AS
SELECT
    pair.source_actor_id,
    source.name_en AS source_en,
    source.name_ar AS source_ar,
    pair.target_actor_id,
    target.name_en AS target_en,
    target.name_ar AS target_ar,
    pair.event_type,
    pair.quad_code,
    pair.is_mutual,
    count(DISTINCT pair.cluster_id) AS events,
    count(DISTINCT pair.document_id) AS documents,
    min(pair.starts_on) AS first_on,
    max(pair.ends_on) AS last_on
FROM analyst.pairs_kept AS pair
JOIN core.actors AS source ON source.actor_id = pair.source_actor_id
JOIN core.actors AS target ON target.actor_id = pair.target_actor_id
GROUP BY pair.source_actor_id, source.actor_id, pair.target_actor_id, target.actor_id, pair.event_type, pair.quad_code,
         pair.is_mutual;
