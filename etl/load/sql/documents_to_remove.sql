-- Documents of a source, those that a run was the first to load, or one.
SELECT document.document_id
FROM core.documents AS document
WHERE (%(source)s::text IS NULL OR document.source_code = %(source)s)
  AND (%(document_id)s::uuid IS NULL OR document.document_id = %(document_id)s::uuid)
  AND (%(run_id)s::uuid IS NULL OR document.run_id = %(run_id)s::uuid AND NOT EXISTS (
      SELECT FROM core.documents_history AS before WHERE before.document_id = document.document_id
  ))
ORDER BY document.document_id
