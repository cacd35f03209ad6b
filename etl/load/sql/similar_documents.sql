-- What may be similar: of each band the smallest ids, a few steps in its index, however many documents share it.
SELECT wanted.number, wanted.band, first.ids
FROM unnest(%(numbers)s::integer[], %(bands)s::bigint[]) AS wanted (number, band)
CROSS JOIN LATERAL (
    SELECT array_agg(document_id::text) AS ids
    FROM (
        SELECT document_id FROM core.sketch_bands AS compared
        WHERE compared.number = wanted.number AND compared.band = wanted.band
        ORDER BY document_id
        LIMIT %(most)s
    ) AS smallest
) AS first
WHERE first.ids IS NOT NULL
