-- What each document claims of a happening: of the figures of one kind and unit that it gives for it the largest one, since
-- the others are parts of it (12 killed, among them three children), or all of a list that adds up (3 in one town and 4 in
-- another). Repeats of a text are left out.
-- after: event_figures
CREATE VIEW analyst.claims AS
SELECT
    cluster_id, is_shared, event_type, location_id, place_en, place_ar, country_code, admin1_code, starts_on, ends_on, date_source, kind,
    unit, low, best, high, qualifier, flow, victims, told_with, surface, speaker_en, speaker_ar, event_id, figure_id, sentence_no,
    document_id, source_code, published_on, published_at
FROM analyst.event_figures
WHERE is_claim AND NOT is_repeat;
