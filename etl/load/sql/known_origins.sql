-- Every place where these documents were found before, in the order of the table's columns.
SELECT origin_id, document_id, uri, member, position, sha256, encoding, encoding_confidence, title, url, author, section,
       published_at, published_on, published_source::text, undated_reason_code, undated_surface, language_code,
       run_id, source_record_id
FROM core.document_origins
WHERE document_id = ANY(%(ids)s::uuid[])
