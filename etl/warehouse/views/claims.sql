-- What each document claims of a happening: of the figures of one kind and unit, new or running, that it gives for it the largest, since
-- the others are parts of it (12 killed, among them three children), or the sum of a list (3 in one town and 4 in another).
-- Repeats of a text are left out.
-- after: event_figures
CREATE VIEW analyst.claims AS
SELECT
    figure.cluster_id, figure.is_shared, figure.event_type, figure.location_id, figure.place_en, figure.place_ar, figure.country_code,
    figure.admin1_code, figure.starts_on, figure.ends_on, figure.date_source, figure.kind, figure.unit,
    figure.low + listed.low AS low, figure.best + listed.best AS best, figure.high + listed.high AS high, figure.qualifier,
    figure.flow, figure.victims, figure.told_with, figure.surface, figure.speaker_en, figure.speaker_ar, figure.event_id,
    figure.figure_id, figure.sentence_no, figure.document_id, figure.source_code, figure.published_on, figure.published_at
FROM analyst.event_figures AS figure
CROSS JOIN LATERAL (
    -- What the others of its list add; a sum with an open bound is open.
    SELECT
        CASE WHEN count(*) = count(addend.low) THEN coalesce(sum(addend.low), 0) END AS low,
        CASE WHEN count(*) = count(addend.best) THEN coalesce(sum(addend.best), 0) END AS best,
        CASE WHEN count(*) = count(addend.high) THEN coalesce(sum(addend.high), 0) END AS high
    FROM analyst.event_figures AS addend
    WHERE addend.is_addend AND addend.is_main AND NOT addend.is_part AND addend.figure_id <> figure.figure_id
      AND addend.document_id = figure.document_id AND addend.sentence_no = figure.sentence_no
      AND addend.cluster_id = figure.cluster_id AND addend.kind = figure.kind AND addend.unit = figure.unit
      AND coalesce(addend.flow, 'flow') = 'flow' AND coalesce(figure.flow, 'flow') = 'flow'
) AS listed
WHERE figure.is_claim AND NOT figure.is_repeat;
