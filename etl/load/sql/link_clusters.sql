-- Brings together asserted events of one type, place and day that do not name different actors. A claim whose actor is
-- unknown joins the others only where they all name the same one. The result depends on the events alone.
-- Windows instead of joins: of rows that were just written the planner knows nothing and would compare all with all.
-- Rows that would not change are not touched: each change makes the analysts' rows of a document anew.
WITH days AS (
    SELECT split_part(key, '|', 1) AS event_type, split_part(key, '|', 3)::date AS day,
           array_agg(split_part(key, '|', 2)) AS places
    FROM unnest(%(keys)s::text[]) AS key
    GROUP BY 1, 2
), candidates AS (
    SELECT concat_ws('|', event.event_type, place.location_id, event.starts_on) AS cluster_key, event.event_id,
           event.document_id::text AS document_id,
           (SELECT string_agg(actor_id, ',' ORDER BY actor_id)
            FROM core.event_participants AS p
            WHERE p.event_id = event.event_id AND p.role = 'source' AND p.actor_id IS NOT NULL) AS actors
    FROM days
    JOIN core.events AS event ON event.event_type = days.event_type AND event.starts_on = days.day
        AND event.ends_on = days.day AND event.starts_on = event.ends_on AND event.modality = 'asserted'
    JOIN core.event_locations AS place ON place.event_id = event.event_id AND place.role = 'where'
        AND place.location_id = ANY(days.places)
), known AS (
    SELECT *, min(actors) OVER claims AS first_actors, max(actors) OVER claims AS last_actors
    FROM candidates
    WINDOW claims AS (PARTITION BY cluster_key)
), members AS (
    SELECT cluster_key, event_id, document_id,
           coalesce(actors, CASE WHEN first_actors = last_actors THEN first_actors ELSE '' END, '') AS actors
    FROM known
), sized AS (
    SELECT *, min(document_id) OVER happening AS first_document, max(document_id) OVER happening AS last_document
    FROM members
    WINDOW happening AS (PARTITION BY cluster_key, actors)
), wanted AS (
    SELECT event_id, md5(cluster_key || '|' || actors)::uuid AS cluster_id, cluster_key
    FROM sized
    WHERE first_document <> last_document
), gone AS (
    DELETE FROM core.event_clusters AS old
    WHERE old.cluster_key = ANY(%(keys)s) AND old.event_id NOT IN (SELECT event_id FROM wanted)
)
INSERT INTO core.event_clusters AS kept (event_id, cluster_id, cluster_key)
SELECT event_id, cluster_id, cluster_key
FROM wanted
ORDER BY event_id
ON CONFLICT (event_id) DO UPDATE SET cluster_id = excluded.cluster_id, cluster_key = excluded.cluster_key
WHERE (kept.cluster_id, kept.cluster_key) IS DISTINCT FROM (excluded.cluster_id, excluded.cluster_key)
