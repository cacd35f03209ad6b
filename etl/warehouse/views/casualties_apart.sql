-- Killed, injured, harmed and missing that no asserted event has, and so no other view on casualties, each with the reason: a part
-- of a figure that is counted, an event that is denied, planned or feared, a sentence without an event, or one whose events
-- took another figure.
-- after: corrected_events, corrected_figures, corrected_event_figures, event_figures
CREATE VIEW analyst.casualties_apart AS
SELECT
    figure.figure_id,
    figure.kind,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.flow,
    figure.counted,
    figure.part_of,
    CASE
        WHEN figure.part_of IS NOT NULL THEN 'part_of_another'
        WHEN EXISTS (SELECT FROM analyst.corrected_event_figures AS held WHERE held.figure_id = figure.figure_id)
            THEN 'event_not_asserted'
        WHEN EXISTS (
            SELECT FROM analyst.corrected_events AS told
            WHERE told.document_id = figure.document_id AND told.sentence_no = figure.sentence_no
        ) THEN 'not_of_its_events'
        ELSE 'no_event'
    END AS reason,
    figure.surface,
    figure.sentence_no,
    figure.document_id,
    document.source_code,
    document.published_on,
    document.published_at
FROM analyst.corrected_figures AS figure
JOIN core.documents AS document USING (document_id)
WHERE figure.kind IN ('killed', 'injured', 'harmed', 'missing') AND NOT EXISTS (
    SELECT FROM analyst.event_figures AS counted WHERE counted.figure_id = figure.figure_id
);
