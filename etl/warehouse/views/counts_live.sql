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
    actor.resolved AS actors_resolved
FROM core.documents AS document
CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(location_id) AS resolved
    FROM analyst.corrected_location_mentions AS m WHERE m.document_id = document.document_id
) AS place
CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(actor_id) AS resolved
    FROM analyst.corrected_actor_mentions AS m WHERE m.document_id = document.document_id
) AS actor;
