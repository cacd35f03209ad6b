-- One row an event, whatever its modality, with names in both languages.
-- after: events_kept
CREATE VIEW analyst.events_all AS
SELECT
    event.event_id, event.event_type, kind.name_en AS event_name_en, kind.name_ar AS event_name_ar, kind.plover_type,
    kind.plover_mode, event.quad_code, kind.cameo_code, kind.intensity, event.modality, event.starts_on, event.ends_on,
    event.grain, event.date_source, coalesce(event.sources_en, event.sources_ar) AS sources_en, event.sources_ar,
    string_to_array(event.source_ids, E'\t', '-') AS source_actor_ids,
    coalesce(event.targets_en, event.targets_ar) AS targets_en, event.targets_ar,
    string_to_array(event.target_ids, E'\t', '-') AS target_actor_ids,
    coalesce(event.speaker_en, event.speaker_ar) AS speaker_en, event.speaker_ar,
    event.location_id, event.place_en, event.place_ar, event.country_code, event.admin1_code, event.latitude,
    event.longitude, event.place_relation, event.place_precision, event.origin_en, event.origin_ar, event.destination_en,
    event.destination_ar, event.figures, event.killed_low, event.killed_high, event.injured_low, event.injured_high,
    coalesce(string_to_array(event.told_types, ','), ARRAY[event.event_type]) AS told_with, event.confidence,
    coalesce(event.cluster_id, event.event_id) AS cluster_id, event.cluster_id IS NOT NULL AS is_shared,
    event.is_repeat, event.trigger, event.sentence_no, event.document_id, event.source_code, event.published_on,
    event.published_at, document.title, document.url, document.source_record_id
FROM analyst.events_kept AS event
-- Left joins by key: who does not ask for these columns does not pay for them.
LEFT JOIN ref.event_types AS kind ON kind.event_type = event.event_type
LEFT JOIN core.documents AS document ON document.document_id = event.document_id;
