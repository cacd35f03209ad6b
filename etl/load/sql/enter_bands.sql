-- From now on these documents are found by their bands.
INSERT INTO core.sketch_bands (band, document_id)
SELECT DISTINCT band, document_id
FROM core.document_sketches, unnest(bands) AS band
WHERE document_id = ANY(%(ids)s::uuid[])
ON CONFLICT DO NOTHING
