-- The ledger's lines for files that are done.
INSERT INTO ops.files AS kept
    (uri, fingerprint, bytes, reading, outcome, documents_in, documents_quarantined, run_id, processed_at)
SELECT uri, fingerprint, bytes, %(reading)s, outcome, documents_in, documents_quarantined, run_id, now()
FROM ops.run_files
WHERE run_id = %(run_id)s AND uri = ANY(%(uris)s) AND outcome IS NOT NULL AND fingerprint IS NOT NULL
ORDER BY uri
ON CONFLICT (uri) DO UPDATE SET
    fingerprint = excluded.fingerprint,
    bytes = excluded.bytes,
    reading = excluded.reading,
    outcome = excluded.outcome,
    documents_in = excluded.documents_in,
    documents_quarantined = excluded.documents_quarantined,
    run_id = excluded.run_id,
    processed_at = excluded.processed_at
