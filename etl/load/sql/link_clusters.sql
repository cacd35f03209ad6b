-- Brings together asserted events of one type, place and day that do not name different actors. A claim whose actor is
-- unknown joins the others only where they all name the same one. The result depends on the events alone.
WITH stale AS (
    DELETE FROM core.stale_clusters RETURNING cluster_key
), gone AS (
    DELETE FROM core.event_clusters AS old USING stale WHERE old.cluster_key = stale.cluster_key
), parts AS (
    SELECT cluster_key, split_part(cluster_key, '|', 1) AS event_type, split_part(cluster_key, '|', 2) AS location_id,
           split_part(cluster_key, '|', 3)::date AS day
    FROM stale
), candidates AS (
    SELECT parts.cluster_key, event.event_id, event.document_id,
           (SELECT string_agg(actor_id, ',' ORDER BY actor_id)
            FROM core.event_participants AS p
            WHERE p.event_id = event.event_id AND p.role = 'source' AND p.actor_id IS NOT NULL) AS actors
    FROM parts
    JOIN core.events AS event ON event.event_type = parts.event_type AND event.starts_on = parts.day
        AND event.ends_on = parts.day AND event.modality = 'asserted'
    JOIN core.event_locations AS place ON place.event_id = event.event_id AND place.role = 'where'
        AND place.location_id = parts.location_id
), known AS (
    SELECT cluster_key, min(actors) AS actors, count(DISTINCT actors) AS named FROM candidates GROUP BY cluster_key
), members AS (
    SELECT candidate.cluster_key, candidate.event_id, candidate.document_id,
           coalesce(candidate.actors, CASE WHEN known.named = 1 THEN known.actors ELSE '' END) AS actors
    FROM candidates AS candidate
    JOIN known USING (cluster_key)
), sized AS (
    SELECT cluster_key, actors FROM members GROUP BY cluster_key, actors HAVING count(DISTINCT document_id) > 1
)
INSERT INTO core.event_clusters AS kept (event_id, cluster_id, cluster_key)
SELECT event_id, md5(cluster_key || '|' || actors)::uuid, cluster_key
FROM members
JOIN sized USING (cluster_key, actors)
ORDER BY event_id
ON CONFLICT (event_id) DO UPDATE SET cluster_id = excluded.cluster_id, cluster_key = excluded.cluster_key
