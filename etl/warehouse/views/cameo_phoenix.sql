-- Asserted events in the 26 columns of the Phoenix data sets (Open Event Data Alliance), one row for each pair of source
-- and target. Actors and places are ours: actor_id instead of a CAMEO actor code, two-letter countries.
-- after: events, pairs
CREATE VIEW analyst.cameo_phoenix AS
SELECT
    event.event_id,
    to_char(event.starts_on, 'YYYYMMDD') AS date8,
    extract(year FROM event.starts_on)::int AS year,
    extract(month FROM event.starts_on)::int AS month,
    extract(day FROM event.starts_on)::int AS day,
    pair.source_actor_id AS source_actor_full,
    source.country_code AS source_actor_entity,
    source.sector AS source_actor_role,
    source.kind AS source_actor_attribute,
    pair.target_actor_id AS target_actor_full,
    target.country_code AS target_actor_entity,
    target.sector AS target_actor_role,
    target.kind AS target_actor_attribute,
    event.cameo_code AS event_code,
    left(event.cameo_code, 2) AS event_root_code,
    CASE
        WHEN left(event.cameo_code, 2) <= '02' THEN 0
        WHEN left(event.cameo_code, 2) <= '05' THEN 1
        WHEN left(event.cameo_code, 2) <= '08' THEN 2
        WHEN left(event.cameo_code, 2) <= '13' THEN 3
        ELSE 4
    END AS penta_class,
    event.intensity AS goldstein_score,
    NULL::text AS issues,
    event.latitude AS lat,
    event.longitude AS lon,
    event.place_en AS location_name,
    event.admin1_code AS state_name,
    event.country_code,
    event.document_id::text || '_' || event.sentence_no AS sentence_id,
    event.url AS urls,
    event.source_code AS news_sources
FROM analyst.events AS event
JOIN analyst.pairs AS pair USING (event_id)
LEFT JOIN core.actors AS source ON source.actor_id = pair.source_actor_id
LEFT JOIN core.actors AS target ON target.actor_id = pair.target_actor_id
WHERE event.cameo_code IS NOT NULL AND event.starts_on IS NOT NULL AND NOT event.is_repeat;
