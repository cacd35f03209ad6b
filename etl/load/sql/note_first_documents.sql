-- Who came first in a group may not be the first any more, though its own row stays as it was: of two that were there
-- before at most the first one changes.
INSERT INTO core.changed_documents (document_id)
SELECT DISTINCT ON (near.group_id) near.document_id
FROM core.near_duplicates AS near
JOIN core.documents AS document USING (document_id)
WHERE near.group_id = ANY(%(groups)s::uuid[])
  AND NOT EXISTS (SELECT FROM core.unlinked_documents AS new WHERE new.document_id = near.document_id)
ORDER BY near.group_id, document.published_on, document.published_at, near.document_id
