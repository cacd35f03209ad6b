-- Groups of nearly the same texts without these documents: the smallest id left names a group, one alone is none.
WITH left_over AS (
    SELECT near.document_id, min(near.document_id::text) OVER same AS first_id, count(*) OVER same AS members
    FROM core.near_duplicates AS near
    WHERE near.document_id <> ALL(%(ids)s::uuid[])
      AND near.group_id IN (SELECT g.group_id FROM core.near_duplicates AS g WHERE g.document_id = ANY(%(ids)s::uuid[]))
    WINDOW same AS (PARTITION BY near.group_id)
), alone AS (
    DELETE FROM core.near_duplicates AS near USING left_over
    WHERE near.document_id = left_over.document_id AND left_over.members = 1
)
UPDATE core.near_duplicates AS near SET group_id = left_over.first_id::uuid
FROM left_over
WHERE near.document_id = left_over.document_id AND left_over.members > 1
