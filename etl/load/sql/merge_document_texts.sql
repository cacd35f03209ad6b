INSERT INTO core.document_texts AS kept
SELECT DISTINCT ON (document_id) *
FROM staged_document_texts
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    clean_text = excluded.clean_text,
    clean_starts = excluded.clean_starts,
    raw_starts = excluded.raw_starts,
    cleaning_version = excluded.cleaning_version
WHERE kept.cleaning_version <> excluded.cleaning_version
