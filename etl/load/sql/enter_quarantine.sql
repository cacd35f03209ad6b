-- What this run refused in files that it has read to their end.
WITH ended AS (
    DELETE FROM ops.refusals WHERE run_id = %(run_id)s AND uri = ANY(%(uris)s) RETURNING *
)
INSERT INTO ops.quarantine AS kept
    (quarantine_id, uri, member, position, document_id, sha256, reason_code, detail, run_id, quarantined_at)
SELECT quarantine_id, uri, member, position, document_id, sha256, reason_code, detail, run_id, quarantined_at
FROM ended
