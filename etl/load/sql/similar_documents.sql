-- What may be similar: of each band with this number the smallest ids, a few steps in its index, however many documents share
-- it. What waits to be compared is not found yet.
SELECT wanted.band, first.ids
FROM unnest(%(bands)s::bigint[]) AS wanted (band)
CROSS JOIN LATERAL (
    SELECT array_agg(document_id::text) AS ids
    FROM (
        SELECT sketch.document_id FROM core.document_sketches AS sketch
        WHERE sketch.bands[%(number)s] = wanted.band
          AND NOT EXISTS (
              SELECT FROM core.unlinked_documents AS waiting WHERE waiting.document_id = sketch.document_id
          )
        ORDER BY sketch.document_id
        LIMIT %(most)s
    ) AS smallest
) AS first
WHERE first.ids IS NOT NULL
