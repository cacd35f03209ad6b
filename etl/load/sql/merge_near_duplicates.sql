-- Rows that would not change are not touched: each change makes the analysts' rows of a document anew.
WITH gone AS (
    DELETE FROM core.near_duplicates AS old
    WHERE old.document_id = ANY(%(again)s::uuid[])
      AND NOT EXISTS (SELECT FROM staged_near_duplicates AS new WHERE new.document_id = old.document_id)
), merged AS (
    UPDATE core.near_duplicates AS kept SET group_id = renamed.into_id
    FROM unnest(%(groups)s::uuid[], %(into)s::uuid[]) AS renamed (group_id, into_id)
    WHERE kept.group_id = renamed.group_id
      AND kept.document_id <> ALL(%(again)s::uuid[])
      AND NOT EXISTS (SELECT FROM staged_near_duplicates AS new WHERE new.document_id = kept.document_id)
)
INSERT INTO core.near_duplicates AS kept (document_id, group_id, similarity)
SELECT document_id, group_id, similarity
FROM staged_near_duplicates
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET group_id = excluded.group_id, similarity = excluded.similarity
WHERE (kept.group_id, kept.similarity) IS DISTINCT FROM (excluded.group_id, excluded.similarity)
