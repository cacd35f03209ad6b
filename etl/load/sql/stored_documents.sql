-- Documents as they were read, with the origin that speaks for each.
SELECT document.document_id, document.source_code, content.raw_text, origin.uri, origin.sha256, origin.member,
       origin.position, origin.encoding, origin.encoding_confidence, origin.title, origin.url, origin.author,
       origin.section, origin.published_at, origin.published_on, origin.published_source::text AS published_source,
       origin.undated_reason_code, origin.undated_surface, origin.language_code, origin.source_record_id
FROM core.documents AS document
JOIN core.document_texts AS content USING (document_id)
JOIN core.document_origins AS origin USING (origin_id)
WHERE document.document_id = ANY(%(ids)s::uuid[])
ORDER BY document.document_id
