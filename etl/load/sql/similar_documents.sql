-- What may be similar: of each band the smallest ids, a few steps in the index, however many documents share it.
SELECT wanted.band, first.ids
FROM unnest(%(bands)s::bigint[]) AS wanted (band)
CROSS JOIN LATERAL (
    SELECT array_agg(document_id::text) AS ids
    FROM (
        SELECT document_id FROM core.sketch_bands WHERE band = wanted.band ORDER BY document_id LIMIT %(most)s
    ) AS smallest
) AS first
WHERE first.ids IS NOT NULL
