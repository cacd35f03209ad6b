-- Files whose bytes were read before, by the same rules and with the same options.
UPDATE ops.run_files AS file SET
    outcome = 'unchanged',
    documents_in = known.documents_in,
    documents_unchanged = known.documents_in
FROM ops.files AS known
WHERE file.run_id = %(run_id)s AND known.uri = file.uri AND known.fingerprint = file.fingerprint AND known.reading = %(reading)s
