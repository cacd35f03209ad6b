-- Asserted events in the columns of the Phoenix data sets, one row for each pair of source and target.
-- after: events, corrected_participants
CREATE VIEW analyst.cameo_phoenix AS
SELECT
    event.event_id,
    to_char(event.starts_on, 'YYYYMMDD') AS date8,
    extract(year FROM event.starts_on)::int AS year,
    extract(month FROM event.starts_on)::int AS month,
    extract(day FROM event.starts_on)::int AS day,
    source.actor_id AS source,
    source_mention.country_code AS source_root,
    source_mention.sector AS source_agent,
    target.actor_id AS target,
    target_mention.country_code AS target_root,
    target_mention.sector AS target_agent,
    event.cameo_code AS code,
    left(event.cameo_code, 2) AS root_code,
    event.quad_code AS quad_class,
    event.intensity AS goldstein,
    event.latitude AS lat,
    event.longitude AS lon,
    event.place_en AS location_name,
    event.admin1_code AS state_name,
    event.country_code,
    event.document_id::text || '_' || event.sentence_no AS sentence_id,
    event.url AS urls,
    event.source_code AS news_sources
FROM analyst.events AS event
LEFT JOIN analyst.corrected_participants AS source ON source.event_id = event.event_id AND source.role = 'source'
LEFT JOIN core.actor_mentions AS source_mention ON source_mention.actor_mention_id = source.actor_mention_id
LEFT JOIN analyst.corrected_participants AS target ON target.event_id = event.event_id AND target.role = 'target'
LEFT JOIN core.actor_mentions AS target_mention ON target_mention.actor_mention_id = target.actor_mention_id
WHERE event.cameo_code IS NOT NULL AND event.starts_on IS NOT NULL AND NOT event.is_repeat;
