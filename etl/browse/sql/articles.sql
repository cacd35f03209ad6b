-- Articles that hold the words asked for, the latest first.
SELECT document.document_id, document.title, document.source_code, document.published_on,
       left(content.clean_text, 160) AS beginning
FROM core.documents AS document
JOIN core.document_texts AS content USING (document_id)
WHERE {condition}
ORDER BY document.published_on DESC NULLS LAST, document.document_id
LIMIT %(limit)s
