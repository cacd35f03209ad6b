-- Shares of a territory under somebody's control: one row a figure, of an event or not.
-- after: documents, corrected_figures
CREATE VIEW analyst.territory_share AS
SELECT
    figure.figure_id,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.counted,
    figure.surface,
    link.event_id,
    figure.sentence_no,
    figure.document_id,
    document.source_code,
    document.published_on,
    document.is_repeat
FROM analyst.corrected_figures AS figure
JOIN analyst.documents AS document USING (document_id)
LEFT JOIN core.event_figures AS link USING (figure_id)
WHERE figure.kind = 'territory_share';
