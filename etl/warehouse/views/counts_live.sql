-- How much each document gave, counted at this moment: for a few documents at a time.
-- after: corrected_events, corrected_actor_mentions, corrected_location_mentions
CREATE VIEW analyst.counts_live AS
SELECT
    document.document_id,
    document.source_code,
    document.published_on,
    document.characters,
    (SELECT count(*) FROM analyst.corrected_events AS e WHERE e.document_id = document.document_id) AS events,
    (SELECT count(*) FROM core.uncoded_sentences AS u WHERE u.document_id = document.document_id) AS uncoded_sentences,
    place.total AS places,
    place.resolved AS places_resolved,
    actor.total AS actors,
    actor.resolved AS actors_resolved,
    -- What of it is in no table, each as often as it stands there: layer, kind, reason and words between tabs.
    unresolved.names AS unresolved
FROM core.documents AS document
CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(location_id) AS resolved
    FROM analyst.corrected_location_mentions AS m WHERE m.document_id = document.document_id
) AS place
CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(actor_id) AS resolved
    FROM analyst.corrected_actor_mentions AS m WHERE m.document_id = document.document_id
) AS actor
CROSS JOIN LATERAL (
    SELECT array_agg(concat_ws(E'\t', layer, coalesce(kind::text, ''), coalesce(reason_code, ''), surface)) AS names
    FROM (
        SELECT 'actors' AS layer, kind, reason_code, surface FROM analyst.corrected_actor_mentions AS m
        WHERE m.document_id = document.document_id AND NOT m.is_corrected AND m.actor_id IS NULL
        UNION ALL
        SELECT 'places', feature, reason_code, surface FROM analyst.corrected_location_mentions AS m
        WHERE m.document_id = document.document_id AND NOT m.is_corrected AND m.location_id IS NULL
        UNION ALL
        SELECT 'dates', grain, reason_code, surface FROM core.time_expressions AS m
        WHERE m.document_id = document.document_id AND m.starts_on IS NULL AND m.timex IN ('DATE', 'TIME')
    ) AS found
    WHERE reason_code IS DISTINCT FROM 'described'
) AS unresolved;
