-- Asserted events in the columns of ACLED, for those who know them; the coding rules remain ours.
-- after: events, sentences
CREATE VIEW analyst.acled_like AS
SELECT
    event.event_id AS event_id_cnty,
    event.starts_on AS event_date,
    extract(year FROM event.starts_on)::int AS year,
    CASE WHEN event.starts_on = event.ends_on THEN 1 WHEN event.ends_on - event.starts_on < 7 THEN 2 ELSE 3 END
        AS time_precision,
    kind.acled_event_type AS event_type,
    kind.acled_sub_event_type AS sub_event_type,
    event.sources_en AS actor1,
    event.targets_en AS actor2,
    event.country_code AS country,
    event.admin1_code AS admin1,
    event.place_en AS location,
    event.latitude,
    event.longitude,
    CASE WHEN event.place_precision >= 4 THEN 1 WHEN event.place_precision = 3 THEN 2 ELSE 3 END AS geo_precision,
    event.source_code AS source,
    sentence.sentence AS notes,
    event.killed_low AS fatalities
FROM analyst.events AS event
JOIN ref.event_types AS kind ON kind.event_type = event.event_type
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
WHERE kind.acled_event_type IS NOT NULL AND event.starts_on IS NOT NULL AND NOT event.is_repeat;
