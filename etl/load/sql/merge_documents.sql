INSERT INTO core.documents AS kept
SELECT DISTINCT ON (document_id) *
FROM staged_documents
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    origin_id = excluded.origin_id,
    title = excluded.title,
    url = excluded.url,
    author = excluded.author,
    section = excluded.section,
    published_at = excluded.published_at,
    published_on = excluded.published_on,
    published_source = excluded.published_source,
    undated_reason_code = excluded.undated_reason_code,
    undated_surface = excluded.undated_surface,
    language_code = excluded.language_code,
    coding_version = excluded.coding_version,
    coded_at = excluded.coded_at,
    run_id = excluded.run_id,
    source_record_id = excluded.source_record_id
