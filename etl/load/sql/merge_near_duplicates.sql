INSERT INTO core.near_duplicates AS kept
SELECT DISTINCT ON (document_id) *
FROM staged_near_duplicates
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    group_id = excluded.group_id,
    similarity = greatest(kept.similarity, excluded.similarity)
