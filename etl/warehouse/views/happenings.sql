-- What several documents tell of, one row each: since when, how many outlets, and how many texts that are no repeats.
-- after: events
CREATE VIEW analyst.happenings AS
SELECT
    event.cluster_id,
    min(event.event_type) AS event_type,
    min(event.starts_on) AS starts_on,
    min(event.location_id) AS location_id,
    min(event.place_en) AS place_en,
    min(event.place_ar) AS place_ar,
    min(event.country_code) AS country_code,
    count(DISTINCT event.source_code) AS outlets,
    count(DISTINCT event.document_id) AS documents,
    count(DISTINCT event.document_id) FILTER (WHERE NOT event.is_repeat) AS texts,
    min(event.published_at) AS first_published_at,
    max(event.published_at) AS last_published_at
FROM analyst.events AS event
WHERE event.is_shared
GROUP BY event.cluster_id;
