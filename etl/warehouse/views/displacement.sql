-- People displaced, evacuated or returned, with their bounds, from where to where: one row a figure that belongs
-- to asserted events. unit tells persons from households: never add one to the other.
-- after: event_figures
CREATE VIEW analyst.displacement AS
SELECT
    event_id, event_type, starts_on, ends_on, date_source, kind, low, best, high, qualifier, unit, flow, counted, origin_en, origin_ar,
    destination_en, destination_ar, location_id, place_en, place_ar, country_code, admin1_code, speaker_en, speaker_ar,
    told_with, cluster_id, is_repeat, is_claim, figure_id, surface, sentence_no, document_id, source_code, published_on, published_at
FROM analyst.event_figures
WHERE kind IN ('displaced', 'evacuated', 'returned') AND is_main;
