-- severity: stop
-- expects: every document has its text
SELECT d.document_id
FROM looked_at AS d
WHERE NOT EXISTS (SELECT FROM core.document_texts AS t WHERE t.document_id = d.document_id)
