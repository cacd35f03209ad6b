-- For each happening (type, place, day) and kind of figure the one published last, with the number of documents that
-- give one.
-- after: event_figures
CREATE VIEW analyst.figures_latest AS
SELECT DISTINCT ON (event_type, location_id, starts_on, kind)
    event_type, location_id, place_en, place_ar, country_code, starts_on, kind, low, best, high, qualifier, surface,
    count(*) OVER same AS claims, event_id, figure_id, sentence_no, document_id, source_code, published_on
FROM analyst.event_figures
WHERE kind IS NOT NULL AND location_id IS NOT NULL AND starts_on IS NOT NULL AND NOT is_repeat
WINDOW same AS (PARTITION BY event_type, location_id, starts_on, kind)
ORDER BY event_type, location_id, starts_on, kind, published_on DESC NULLS LAST, high DESC NULLS LAST, figure_id;
