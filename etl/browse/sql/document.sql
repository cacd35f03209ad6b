-- One article with its text.
SELECT document.document_id, document.source_code, document.title, document.url, document.author, document.section,
       document.published_on, document.published_source, document.language_code, document.coding_version,
       document.coded_at, content.raw_text
FROM core.documents AS document
JOIN core.document_texts AS content USING (document_id)
WHERE document.document_id = %(document_id)s
