-- Asserted events in the columns of ACLED, for those who know them; the coding rules remain ours. As in ACLED harm is no
-- event beside the act that did it: killings and injuries of a sentence that tells of an attack, a clash or a disaster are
-- fatalities of the act there that has the most of them (unless an analyst gave them another day or place); a happening that several documents tell of is one row, told as it was published last.
-- The toll of a war is nobody's death on a day: running totals, states and figures of more than a month are no fatalities.
-- Codes of actors are those of the first one of each side, where his sector says enough: forces of another country than
-- that of the place are external ones.
-- after: events_kept, participant_codes, sentences
CREATE VIEW analyst.acled_like AS
SELECT
    event.event_id AS event_id_cnty,
    event.starts_on AS event_date,
    event.date_source,
    extract(year FROM event.starts_on)::int AS year,
    CASE WHEN event.starts_on = event.ends_on THEN 1 WHEN event.ends_on - event.starts_on < 7 THEN 2 ELSE 3 END
        AS time_precision,
    kind.acled_event_type AS event_type,
    kind.acled_sub_event_type AS sub_event_type,
    coalesce(event.sources_en, event.sources_ar) AS actor1,
    acting.code AS inter1,
    coalesce(event.targets_en, event.targets_ar) AS actor2,
    undergoing.code AS inter2,
    -- The lower code first; one side alone has a zero behind it.
    CASE
        WHEN acting.code IS NULL AND event.sources_ar IS NOT NULL OR undergoing.code IS NULL AND event.targets_ar IS NOT NULL
            THEN NULL
        WHEN acting.code IS NULL OR undergoing.code IS NULL THEN coalesce(acting.code, undergoing.code) * 10
        ELSE least(acting.code, undergoing.code) * 10 + greatest(acting.code, undergoing.code)
    END AS interaction,
    CASE
        WHEN kind.acled_event_type = 'Violence against civilians' AND coalesce(undergoing.code, 7) = 7
            OR undergoing.code = 7 AND kind.acled_event_type IN ('Battles', 'Explosions/Remote violence', 'Riots')
            THEN 'Civilian targeting'
    END AS civilian_targeting,
    known.iso_numeric AS iso,
    known.acled_region AS region,
    coalesce(country.name_en, event.country_code) AS country,
    coalesce(admin1.name_en, event.admin1_code) AS admin1,
    event.place_en AS location,
    event.latitude,
    event.longitude,
    CASE
        WHEN event.location_id IS NULL THEN NULL
        WHEN event.place_precision >= 4 THEN 1
        WHEN event.place_precision = 3 THEN 2
        ELSE 3
    END AS geo_precision,
    coalesce(cluster.sources, event.source_code) AS source,
    (
        SELECT said.sentence FROM analyst.sentences AS said
        WHERE said.document_id = event.document_id AND said.sentence_no = event.sentence_no
    ) AS notes,
    CASE
        WHEN event.ends_on - event.starts_on > 31 THEN NULL
        WHEN event.is_first_act THEN event.told_new_killed_low
        WHEN event.acts = 0 THEN event.new_killed_low
    END AS fatalities,
    extract(epoch FROM document.coded_at)::bigint AS timestamp
FROM analyst.events_kept AS event
JOIN ref.event_types AS kind ON kind.event_type = event.event_type
LEFT JOIN core.documents AS document ON document.document_id = event.document_id
LEFT JOIN ref.countries AS known ON known.country_code = event.country_code
LEFT JOIN core.locations AS country ON country.feature = 'country' AND country.country_code = event.country_code
LEFT JOIN core.locations AS admin1 ON admin1.location_id = 'iso:' || event.admin1_code
-- Looked up for each event, once, and only where somebody asks for it (what a query with an offset gives and nobody asks for
-- is not worked out): a join would put the participants of all events together.
CROSS JOIN LATERAL (
    SELECT CASE kind.acled_event_type WHEN 'Protests' THEN 6 WHEN 'Riots' THEN 5 ELSE (
        SELECT first.code FROM analyst.participant_codes AS first
        WHERE first.event_id = event.event_id AND first.role = 'source' AND first.position = 0
    ) END AS code OFFSET 0
) AS acting
CROSS JOIN LATERAL (
    SELECT (
        SELECT first.code FROM analyst.participant_codes AS first
        WHERE first.event_id = event.event_id AND first.role = 'target' AND first.position = 0
    ) AS code OFFSET 0
) AS undergoing
LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT same.source_code, '; ') AS sources,
           (array_agg(same.event_id ORDER BY same.published_on DESC NULLS LAST, same.published_at DESC NULLS LAST,
                      same.event_id))[1] AS last_event_id
    FROM analyst.events_kept AS same
    WHERE same.cluster_id = event.cluster_id AND same.modality = 'asserted'
      AND NOT same.is_repeat
) AS cluster ON true
WHERE event.modality = 'asserted' AND NOT event.is_repeat AND event.starts_on IS NOT NULL
  AND kind.acled_event_type IS NOT NULL
  AND (event.event_type NOT IN ('killing', 'injury') OR event.acts = 0)
  AND coalesce(cluster.last_event_id, event.event_id) = event.event_id;
