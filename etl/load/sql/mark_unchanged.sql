-- Files whose bytes were read before, by the same rules and with the same options: they are counted, and get no row.
WITH known AS (
    DELETE FROM staged_run_files AS file
    USING ops.files AS known
    WHERE known.uri = file.uri AND known.fingerprint = file.fingerprint AND known.reading = %(reading)s
    RETURNING known.documents_in
)
UPDATE ops.runs SET files_known = total.files, documents_known = total.documents
FROM (SELECT count(*) AS files, coalesce(sum(documents_in), 0) AS documents FROM known) AS total
WHERE run_id = %(run_id)s
