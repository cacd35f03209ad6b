-- Happenings (type, place, day) of which documents give figures of one kind that cannot all be true: their intervals do
-- not overlap.
-- after: event_figures
CREATE VIEW analyst.figures_conflicting AS
SELECT
    event_type,
    location_id,
    min(place_en) AS place_en,
    min(place_ar) AS place_ar,
    starts_on,
    kind,
    count(DISTINCT document_id) AS documents,
    min(low) AS lowest,
    max(high) AS highest,
    array_agg(surface || ' (' || source_code || ')' ORDER BY published_on, figure_id) AS claims_as_written,
    array_agg(event_id ORDER BY published_on, figure_id) AS event_ids
FROM analyst.event_figures
WHERE kind IS NOT NULL AND location_id IS NOT NULL AND starts_on IS NOT NULL AND starts_on = ends_on AND NOT is_repeat
GROUP BY event_type, location_id, starts_on, kind
HAVING count(DISTINCT document_id) > 1 AND max(low) > min(high);
