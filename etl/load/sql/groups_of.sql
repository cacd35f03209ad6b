-- The groups of near-identical texts that these documents are in, whole.
SELECT document_id, group_id, similarity
FROM core.near_duplicates
WHERE group_id IN (SELECT group_id FROM core.near_duplicates WHERE document_id = ANY(%(ids)s::uuid[]))
