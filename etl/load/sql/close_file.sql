-- The outcome of a file follows from the counts of its documents.
UPDATE ops.run_files SET
    outcome = CASE
        WHEN documents_loaded > 0 THEN 'loaded'
        WHEN documents_unchanged > 0 THEN 'unchanged'
        ELSE 'quarantined'
    END::ref.file_outcome
WHERE run_id = %(run_id)s AND uri = %(uri)s
