-- Of these documents, those that are loaded: the coding, then what was said of them in the order of the origins.
SELECT document_id, coding_version, published_on AS coded_for, origin_id, title, url, author, section, published_at,
       published_on, published_source::text, undated_reason_code, undated_surface, language_code, source_record_id
FROM core.documents
WHERE document_id = ANY(%(ids)s::uuid[])
