-- Asserted events in the columns of ACLED, for those who know them; the coding rules remain ours. As in ACLED harm is no
-- event beside the act that did it: killings and injuries of a sentence that tells of an attack, a clash or a disaster are
-- fatalities of the first act there; a happening that several documents tell of is one row, told as it was published last.
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
    CASE
        WHEN event.location_id IS NULL THEN NULL
        WHEN event.place_precision >= 4 THEN 1
        WHEN event.place_precision = 3 THEN 2
        ELSE 3
    END AS geo_precision,
    cluster.sources AS source,
    sentence.sentence AS notes,
    CASE WHEN told.is_harm THEN event.killed_low ELSE coalesce(event.killed_low, told.killed_low) END AS fatalities
FROM analyst.events AS event
JOIN ref.event_types AS kind ON kind.event_type = event.event_type
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
CROSS JOIN LATERAL (
    SELECT event.event_type IN ('killing', 'injury') AS is_harm,
           bool_or(other.event_type NOT IN ('killing', 'injury')
                   AND (other.plover_type = 'ASSAULT' OR other.quad_code IS NULL)) AS has_act,
           CASE WHEN event.event_id = (array_agg(other.event_id ORDER BY other.event_id)
                                       FILTER (WHERE other.event_type NOT IN ('killing', 'injury')
                                                 AND other.plover_type = 'ASSAULT'))[1]
                THEN max(other.killed_low) FILTER (WHERE other.event_type = 'killing') END AS killed_low
    FROM analyst.events AS other
    WHERE other.document_id = event.document_id AND other.sentence_no = event.sentence_no
) AS told
CROSS JOIN LATERAL (
    SELECT string_agg(DISTINCT same.source_code, '; ') AS sources,
           (array_agg(same.event_id ORDER BY same.published_on DESC NULLS LAST, same.published_at DESC NULLS LAST,
                      same.event_id))[1] AS last_event_id
    FROM analyst.events AS same
    WHERE same.cluster_id = event.cluster_id AND NOT same.is_repeat
) AS cluster
WHERE cluster.last_event_id = event.event_id AND kind.acled_event_type IS NOT NULL AND event.starts_on IS NOT NULL AND NOT event.is_repeat
  AND NOT (told.is_harm AND told.has_act);
