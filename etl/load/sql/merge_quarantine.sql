INSERT INTO ops.quarantine AS kept
SELECT DISTINCT ON (quarantine_id) *
FROM staged_quarantine
ORDER BY quarantine_id
ON CONFLICT (quarantine_id) DO UPDATE SET
    document_id = excluded.document_id,
    sha256 = excluded.sha256,
    detail = excluded.detail,
    run_id = excluded.run_id,
    quarantined_at = excluded.quarantined_at
