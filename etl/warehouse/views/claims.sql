-- What each document claims of a happening: of the figures of one kind and unit, new or running, that it gives for it the largest, since
-- the others are parts of it (12 killed, among them three children), or the sum of a list (3 in one town and 4 in another).
-- Repeats of a text are left out.
-- after: event_figures
CREATE VIEW analyst.claims AS
SELECT
    figure.cluster_id, figure.is_shared, figure.event_type, figure.location_id, figure.place_en, figure.place_ar, figure.country_code,
    figure.admin1_code, figure.starts_on, figure.ends_on, figure.date_source, figure.kind, figure.unit,
    figure.claimed_low AS low, figure.claimed_best AS best, figure.claimed_high AS high, figure.qualifier,
    figure.flow, figure.victims, figure.told_with, figure.surface, figure.speaker_en, figure.speaker_ar, figure.event_id,
    figure.figure_id, figure.sentence_no, figure.document_id, figure.source_code, figure.published_on, figure.published_at
FROM analyst.event_figures AS figure
WHERE figure.is_claim AND NOT figure.is_repeat;
