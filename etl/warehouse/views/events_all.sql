-- One row an event, whatever its modality, with names in both languages.
-- after: events_kept
CREATE VIEW analyst.events_all AS
SELECT
    event_id, event_type, event_name_en, event_name_ar, plover_type, plover_mode, quad_code, cameo_code, intensity,
    modality, starts_on, ends_on, grain, date_source, sources_en, sources_ar, source_actor_ids, targets_en, targets_ar,
    target_actor_ids, speaker_en, speaker_ar, location_id, place_en, place_ar, country_code, admin1_code, latitude,
    longitude, place_relation, place_precision, origin_en, origin_ar, destination_en, destination_ar, figures,
    killed_low, killed_high, injured_low, injured_high, told_with, confidence, cluster_id, is_shared, is_repeat, trigger,
    sentence_no, document_id, source_code, published_on, published_at, title, url, source_record_id
FROM analyst.events_kept;
