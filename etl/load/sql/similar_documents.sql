-- Pairs of a document of these and any other that shares a band with it, with their similarity.
SELECT pair.document_id, pair.other_id, pair.similarity
FROM (
    SELECT new.document_id, other.document_id AS other_id,
           (SELECT count(*) FILTER (WHERE mine = theirs) / count(*)::real
            FROM unnest(new.signature, other.signature) AS members (mine, theirs)) AS similarity
    FROM core.document_sketches AS new
    JOIN core.document_sketches AS other ON other.bands && new.bands AND other.document_id <> new.document_id
    WHERE new.document_id = ANY(%(ids)s::uuid[])
) AS pair
WHERE pair.similarity >= %(threshold)s
