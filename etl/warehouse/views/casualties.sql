-- Killed, injured (harmed: either, in one number) and missing, with their bounds: one row a figure that belongs to asserted
-- events, so that parts, repeats and the figures of several texts on one happening stand beside each other. Those that are no
-- repeat and no part (NOT is_repeat AND part_of IS NULL) count nobody twice within a text; over texts the rows of tolls add up.
-- after: event_figures
CREATE VIEW analyst.casualties AS
SELECT
    figure.event_id,
    figure.event_type,
    figure.starts_on,
    figure.ends_on,
    figure.date_source,
    figure.kind,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.flow,
    figure.counted,
    figure.victims,
    figure.told_with,
    figure.sources_en,
    figure.targets_en,
    figure.speaker_en,
    figure.speaker_ar,
    figure.location_id,
    figure.place_en,
    figure.place_ar,
    figure.country_code,
    figure.admin1_code,
    figure.cluster_id,
    figure.is_repeat OR NOT (
        figure.is_claim OR figure.part_of IS NOT NULL
        -- The list that its claim heads: 3 in one town and 4 in another.
        OR (figure.is_addend AND EXISTS (
            SELECT FROM analyst.event_figures AS claim
            WHERE claim.is_claim AND claim.document_id = figure.document_id AND claim.sentence_no = figure.sentence_no
              AND claim.cluster_id = figure.cluster_id AND claim.kind = figure.kind AND claim.unit = figure.unit
        ))
    ) AS is_repeat,
    figure.is_claim,
    figure.part_of,
    figure.figure_id,
    figure.surface,
    figure.sentence_no,
    figure.document_id,
    figure.source_code,
    figure.published_on,
    figure.published_at
FROM analyst.event_figures AS figure
WHERE figure.kind IN ('killed', 'injured', 'harmed', 'missing') AND figure.is_main;
