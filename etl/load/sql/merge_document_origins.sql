-- The last reading of a place counts.
INSERT INTO core.document_origins AS kept
SELECT DISTINCT ON (origin_id) *
FROM staged_document_origins
ORDER BY origin_id, position
ON CONFLICT (origin_id) DO UPDATE SET
    position = excluded.position,
    sha256 = excluded.sha256,
    encoding = excluded.encoding,
    encoding_confidence = excluded.encoding_confidence,
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
    run_id = excluded.run_id,
    source_record_id = excluded.source_record_id
