-- What events_all keeps, made from core at this moment: for a few documents at a time. What is the same for all events of a
-- document or a type is not kept with each, nor is an English name that is the Arabic one, nor what an event is told with
-- where it is told alone, nor the cluster of an event that no other document tells of; events_all has them all. Lists are
-- texts, which take a third of the room of arrays, and columns stand by their width, so that none is filled up.
-- Offset 0: events are looked up for each document, places and figures for each event, not joined as a whole, which would
-- read all of them, or all documents, for a few.
-- after: documents, corrected_events, corrected_participants, corrected_locations, corrected_figures
-- after: corrected_event_figures
CREATE VIEW analyst.events_live AS
WITH kinds AS (
    SELECT *, event_type IN ('killing', 'injury') AS is_harm,
           event_type NOT IN ('killing', 'injury') AND coalesce(plover_type = 'ASSAULT', quad_code IS NULL) AS is_act
    FROM ref.event_types
)
SELECT
    event.event_id,
    document.document_id,
    cluster.cluster_id,
    place_known.latitude,
    place_known.longitude,
    document.published_at,
    document.published_on,
    event.starts_on,
    event.ends_on,
    event.modality,
    event.sentence_no,
    event.confidence,
    kind.quad_code,
    place.precision AS place_precision,
    (count(*) FILTER (WHERE kind.is_act) OVER done)::smallint AS acts,
    CASE WHEN kind.is_act THEN row_number() OVER (done_in_order) = 1 ELSE false END AS is_first_act,
    document.is_repeat,
    event.event_type,
    event.grain,
    event.date_source,
    nullif(taking.sources_en, taking.sources_ar) AS sources_en,
    taking.sources_ar,
    taking.source_ids,
    nullif(taking.targets_en, taking.targets_ar) AS targets_en,
    taking.targets_ar,
    taking.target_ids,
    nullif(taking.speaker_en, taking.speaker_ar) AS speaker_en,
    taking.speaker_ar,
    place.location_id,
    coalesce(place_known.name_en, place.surface) AS place_en,
    coalesce(place_known.name_ar, place.surface) AS place_ar,
    place_known.country_code,
    place_known.admin1_code,
    place.relation AS place_relation,
    coalesce(origin_known.name_en, place.origin) AS origin_en,
    coalesce(origin_known.name_ar, place.origin) AS origin_ar,
    coalesce(destination_known.name_en, place.destination) AS destination_en,
    coalesce(destination_known.name_ar, place.destination) AS destination_ar,
    figures.figures,
    figures.killed_low,
    figures.killed_high,
    figures.injured_low,
    figures.injured_high,
    figures.new_killed_low,
    max(figures.new_killed_low) OVER done AS told_new_killed_low,
    CASE WHEN count(*) OVER told > 1 THEN string_agg(event.event_type, ',') OVER (
        told ORDER BY event.event_type, event.event_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) END AS told_types,
    event.surface AS trigger,
    document.source_code
FROM analyst.documents AS document
CROSS JOIN LATERAL (
    SELECT * FROM analyst.corrected_events AS p WHERE p.document_id = document.document_id OFFSET 0
) AS event
JOIN kinds AS kind USING (event_type)
-- Each is looked up once for all roles: the ids of events are random, and a step down the index is what costs as it grows.
LEFT JOIN LATERAL (
    SELECT string_agg(name.en, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'source') AS sources_en,
           string_agg(name.ar, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'source') AS sources_ar,
           string_agg(coalesce(p.actor_id, '-'), E'\t' ORDER BY p.position) FILTER (WHERE p.role = 'source') AS source_ids,
           string_agg(name.en, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'target') AS targets_en,
           string_agg(name.ar, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'target') AS targets_ar,
           string_agg(coalesce(p.actor_id, '-'), E'\t' ORDER BY p.position) FILTER (WHERE p.role = 'target') AS target_ids,
           string_agg(name.en, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'speaker') AS speaker_en,
           string_agg(name.ar, '; ' ORDER BY p.position) FILTER (WHERE p.role = 'speaker') AS speaker_ar
    FROM analyst.corrected_participants AS p
    LEFT JOIN core.actors AS actor USING (actor_id)
    LEFT JOIN core.actor_mentions AS mention USING (actor_mention_id)
    CROSS JOIN LATERAL (
        SELECT coalesce(actor.name_en, mention.name_en, p.surface) AS en,
               coalesce(actor.name_ar, mention.name_ar, p.surface) AS ar
    ) AS name
    WHERE p.event_id = event.event_id
) AS taking ON true
-- A role has one place at most.
LEFT JOIN LATERAL (
    SELECT max(p.location_id) FILTER (WHERE p.role = 'where') AS location_id,
           max(p.surface) FILTER (WHERE p.role = 'where') AS surface,
           max(p.relation) FILTER (WHERE p.role = 'where') AS relation,
           max(p.precision) FILTER (WHERE p.role = 'where') AS precision,
           bool_or(p.is_corrected) FILTER (WHERE p.role = 'where') AS is_corrected,
           max(p.location_id) FILTER (WHERE p.role = 'origin') AS origin_id,
           max(p.surface) FILTER (WHERE p.role = 'origin') AS origin,
           max(p.location_id) FILTER (WHERE p.role = 'destination') AS destination_id,
           max(p.surface) FILTER (WHERE p.role = 'destination') AS destination
    FROM analyst.corrected_locations AS p
    WHERE p.event_id = event.event_id
) AS place ON true
-- Type, place and day make events of several documents one happening: with another one it is another.
LEFT JOIN core.event_clusters AS cluster
    ON cluster.event_id = event.event_id AND NOT event.is_corrected AND place.is_corrected IS NOT TRUE
-- Harm belongs to the acts of its sentence, unless an analyst gave it a day or a place that none of them has.
CROSS JOIN LATERAL (
    SELECT CASE WHEN kind.is_harm AND event.starts_on IS NOT NULL AND (event.is_corrected OR place.is_corrected)
        AND NOT EXISTS (
            SELECT
            FROM analyst.corrected_events AS act
            JOIN kinds AS act_kind USING (event_type)
            LEFT JOIN LATERAL (
                SELECT p.location_id FROM analyst.corrected_locations AS p
                WHERE p.event_id = act.event_id AND p.role = 'where' OFFSET 0
            ) AS act_place ON true
            WHERE act.document_id = event.document_id AND act.sentence_no = event.sentence_no
              AND act.modality = event.modality
              AND act_kind.is_act
              AND act.starts_on <= event.ends_on AND act.ends_on >= event.starts_on
              AND (place.is_corrected IS NOT TRUE OR act_place.location_id = place.location_id)
        )
    THEN event.event_id END AS event_id
) AS apart
LEFT JOIN core.locations AS place_known ON place_known.location_id = place.location_id
LEFT JOIN core.locations AS origin_known ON origin_known.location_id = place.origin_id
LEFT JOIN core.locations AS destination_known ON destination_known.location_id = place.destination_id
LEFT JOIN LATERAL (
    SELECT string_agg(figure.surface, '; ' ORDER BY figure.start_offset) AS figures,
           max(figure.low) FILTER (WHERE figure.kind = 'killed') AS killed_low,
           max(figure.high) FILTER (WHERE figure.kind = 'killed') AS killed_high,
           max(figure.low) FILTER (
               WHERE figure.kind = 'killed' AND coalesce(figure.flow, 'flow') NOT IN ('cumulative', 'stock')
           ) AS new_killed_low,
           max(figure.low) FILTER (WHERE figure.kind = 'injured') AS injured_low,
           max(figure.high) FILTER (WHERE figure.kind = 'injured') AS injured_high
    FROM analyst.corrected_event_figures AS link
    CROSS JOIN LATERAL (
        SELECT * FROM analyst.corrected_figures AS p WHERE p.figure_id = link.figure_id OFFSET 0
    ) AS figure
    WHERE link.event_id = event.event_id
) AS figures ON true
WINDOW told AS (PARTITION BY document.document_id, event.sentence_no, event.modality),
       done AS (PARTITION BY document.document_id, event.sentence_no, event.modality, apart.event_id),
       done_in_order AS (
           PARTITION BY document.document_id, event.sentence_no, event.modality, apart.event_id
           ORDER BY kind.is_act DESC, figures.new_killed_low DESC NULLS LAST, event.event_id
       );
