-- How much of each outlet's news could be coded and resolved.
CREATE VIEW analyst.coverage AS
SELECT
    document.source_code,
    count(*) AS documents,
    count(*) FILTER (WHERE document.published_on IS NULL) AS documents_without_day,
    sum(counted.events) AS events,
    round(avg((counted.events > 0)::int), 3) AS share_with_events,
    sum(counted.uncoded) AS uncoded_sentences,
    round(sum(counted.places_resolved) / nullif(sum(counted.places), 0), 3) AS share_places_resolved,
    round(sum(counted.actors_resolved) / nullif(sum(counted.actors), 0), 3) AS share_actors_resolved
FROM core.documents AS document
CROSS JOIN LATERAL (
    SELECT (SELECT count(*) FROM core.events AS e WHERE e.document_id = document.document_id) AS events,
           (SELECT count(*) FROM core.uncoded_sentences AS u WHERE u.document_id = document.document_id) AS uncoded,
           place.total AS places,
           place.resolved AS places_resolved,
           actor.total AS actors,
           actor.resolved AS actors_resolved
    FROM (
        SELECT count(*) AS total, count(location_id) AS resolved
        FROM core.location_mentions AS m WHERE m.document_id = document.document_id
    ) AS place
    CROSS JOIN (
        SELECT count(*) AS total, count(actor_id) AS resolved
        FROM core.actor_mentions AS m WHERE m.document_id = document.document_id
    ) AS actor
) AS counted
GROUP BY document.source_code;
