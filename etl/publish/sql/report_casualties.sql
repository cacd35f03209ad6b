-- One row a happening and kind: the lowest and the highest bound that anybody gives (null where one is open), and the
-- best value of the text published last. Of several figures of one event the largest counts: others are parts of it.
WITH largest AS (
    SELECT DISTINCT ON (event.event_id, event.kind)
        event.event_id, event.kind, event.cluster_id, event.event_type, event.starts_on, event.place_en, event.place_ar,
        event.low, event.best, event.high, event.surface, event.published_on, event.source_code, event.date_source,
        event.flow, event.ends_on - event.starts_on AS days
    FROM analyst.casualties AS event
    WHERE NOT event.is_repeat AND {condition}
    ORDER BY event.event_id, event.kind, coalesce(event.high, event.low) DESC NULLS LAST, event.figure_id
)
SELECT
    largest.kind,
    kind.name_en,
    kind.name_ar,
    largest.cluster_id,
    min(largest.starts_on) AS starts_on,
    bool_and(largest.date_source IS NOT DISTINCT FROM 'published') AS is_lent,
    bool_or(coalesce(largest.flow, 'flow') IN ('cumulative', 'stock')) AS is_total,
    min(largest.place_en) AS place_en,
    min(largest.place_ar) AS place_ar,
    CASE WHEN bool_and(largest.low IS NOT NULL) THEN min(largest.low) END AS low,
    (array_agg(largest.best ORDER BY largest.published_on DESC NULLS LAST, largest.event_id)
        FILTER (WHERE largest.best IS NOT NULL))[1] AS best,
    CASE WHEN bool_and(largest.high IS NOT NULL) THEN max(largest.high) END AS high,
    max(coalesce(largest.high, largest.best, largest.low)) AS size,
    -- Of nobody's day: running totals, states, and what took more than a month.
    bool_and(coalesce(largest.flow, 'flow') = 'flow' AND largest.days <= 31) AS is_of_its_day,
    string_agg(DISTINCT largest.surface || ' (' || largest.source_code || ')', '; ') AS claims
FROM largest
JOIN ref.event_types AS kind USING (event_type)
GROUP BY largest.kind, kind.name_en, kind.name_ar, largest.cluster_id
ORDER BY max(coalesce(largest.high, largest.best, largest.low)) DESC NULLS LAST, largest.cluster_id
