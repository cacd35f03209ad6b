-- Asserted events in the terms of PLOVER 2.0; types without a home there are left out.
-- after: events_kept, corrected_participants
CREATE VIEW analyst.plover AS
SELECT
    event.event_id,
    event.starts_on AS date,
    event.date_source,
    kind.plover_type AS type,
    kind.plover_mode AS mode,
    kind.intensity,
    event.quad_code,
    coalesce(event.sources_en, event.sources_ar) AS source_actor,
    actor.source_sectors,
    actor.source_countries,
    coalesce(event.targets_en, event.targets_ar) AS target_actor,
    actor.target_sectors,
    actor.target_countries,
    event.place_en AS location,
    event.admin1_code,
    event.country_code,
    event.latitude,
    event.longitude,
    CASE WHEN event.location_id IS NOT NULL THEN event.place_precision END AS geo_precision,
    event.new_killed_low AS dead,
    event.injured_low AS injured,
    event.is_repeat,
    event.source_code AS publication,
    event.published_on,
    event.document_id
FROM analyst.events_kept AS event
JOIN ref.event_types AS kind ON kind.event_type = event.event_type
CROSS JOIN LATERAL (
    SELECT string_agg(DISTINCT of_one.sector, ';') FILTER (WHERE p.role = 'source') AS source_sectors,
           string_agg(DISTINCT of_one.country_code, ';') FILTER (WHERE p.role = 'source') AS source_countries,
           string_agg(DISTINCT of_one.sector, ';') FILTER (WHERE p.role = 'target') AS target_sectors,
           string_agg(DISTINCT of_one.country_code, ';') FILTER (WHERE p.role = 'target') AS target_countries
    FROM analyst.corrected_participants AS p
    LEFT JOIN core.actor_mentions AS m USING (actor_mention_id)
    LEFT JOIN core.actors AS chosen ON chosen.actor_id = p.actor_id
    CROSS JOIN LATERAL (
        SELECT coalesce(chosen.sector, m.sector) AS sector,
               coalesce(chosen.country_code, p.country_code, m.country_code) AS country_code
    ) AS of_one
    WHERE p.event_id = event.event_id
) AS actor
WHERE event.modality = 'asserted' AND kind.plover_type IS NOT NULL;
