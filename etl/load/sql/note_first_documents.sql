-- Who came first in a group may not be the first any more, though its own row stays as it was: of two that were there
-- before at most the first one changes.
INSERT INTO core.changed_documents (document_id)
SELECT DISTINCT ON (near.group_id) near.document_id
FROM core.near_duplicates AS near
JOIN core.documents AS document USING (document_id)
JOIN core.document_sketches AS known ON known.document_id = near.document_id AND known.is_linked
WHERE near.group_id = ANY(%(groups)s::uuid[])
ORDER BY near.group_id, document.published_on, document.published_at, near.document_id
