SELECT DISTINCT member.document_id
FROM unnest(%(numbers)s::integer[], %(bands)s::bigint[]) AS wanted (number, band)
CROSS JOIN LATERAL (
    SELECT document_id FROM core.sketch_bands AS compared
    WHERE compared.number = wanted.number AND compared.band = wanted.band
    OFFSET 0
) AS member
