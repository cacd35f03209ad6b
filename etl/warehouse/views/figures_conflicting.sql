-- Happenings of which documents give figures of one kind that cannot all be true: their intervals do not overlap.
-- after: claims
CREATE VIEW analyst.figures_conflicting AS
SELECT
    cluster_id,
    min(event_type) AS event_type,
    min(location_id) AS location_id,
    min(place_en) AS place_en,
    min(place_ar) AS place_ar,
    min(starts_on) AS starts_on,
    kind,
    unit,
    count(*) AS documents,
    min(low) AS lowest,
    CASE WHEN count(high) = count(*) THEN max(high) END AS highest,
    array_agg(surface || ' (' || source_code || ')' ORDER BY published_on, published_at, figure_id) AS claims_as_written,
    array_agg(event_id ORDER BY published_on, published_at, figure_id) AS event_ids
FROM analyst.claims
WHERE is_shared
GROUP BY cluster_id, kind, unit
HAVING count(*) > 1 AND max(low) > min(high);
