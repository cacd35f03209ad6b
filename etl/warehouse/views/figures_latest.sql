-- For each happening and kind of figure, new or running, the claim published last, with the number of documents that make one.
-- after: claims
CREATE VIEW analyst.figures_latest AS
SELECT
    cluster_id, event_type, location_id, place_en, place_ar, country_code, admin1_code, starts_on, ends_on, date_source, kind, unit, low,
    best, high, qualifier, flow, victims, told_with, surface, speaker_en, speaker_ar, 1::bigint AS claims, event_id, figure_id,
    sentence_no, document_id, source_code, published_on, published_at
FROM analyst.claims
WHERE NOT is_shared
UNION ALL
(
    SELECT DISTINCT ON (cluster_id, kind, unit, coalesce(flow, 'flow') = 'flow')
        cluster_id, event_type, location_id, place_en, place_ar, country_code, admin1_code, starts_on, ends_on, date_source, kind, unit,
        low, best, high, qualifier, flow, victims, told_with, surface, speaker_en, speaker_ar,
        count(*) OVER (PARTITION BY cluster_id, kind, unit, coalesce(flow, 'flow') = 'flow'), event_id, figure_id, sentence_no, document_id, source_code,
        published_on, published_at
    FROM analyst.claims
    WHERE is_shared
    ORDER BY cluster_id, kind, unit, coalesce(flow, 'flow') = 'flow', published_on DESC NULLS LAST, published_at DESC NULLS LAST, figure_id
);
