-- Figures that belong to asserted events, one row for each event that has a figure: the ground of the views on
-- casualties and displacement. A figure of several events (the strike, the killing) has is_main in one row only.
-- after: events, corrected_figures
CREATE VIEW analyst.event_figures AS
SELECT
    event.event_id,
    event.event_type,
    event.starts_on,
    event.ends_on,
    event.location_id,
    event.place_en,
    event.place_ar,
    event.country_code,
    event.admin1_code,
    event.origin_en,
    event.origin_ar,
    event.destination_en,
    event.destination_ar,
    event.sources_en,
    event.targets_en,
    event.speaker_en,
    event.cluster_id,
    event.is_repeat,
    figure.figure_id,
    figure.kind,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.unit,
    figure.unit_code,
    figure.counted,
    figure.flow,
    row_number() OVER (
        PARTITION BY figure.figure_id
        ORDER BY event.location_id IS NULL, event.starts_on IS NULL, event.intensity NULLS LAST, event.event_type,
                 event.event_id
    ) = 1 AS is_main,
    figure.surface,
    figure.sentence_no,
    event.document_id,
    event.source_code,
    event.published_on
FROM analyst.events AS event
JOIN core.event_figures AS link USING (event_id)
JOIN analyst.corrected_figures AS figure USING (figure_id);
