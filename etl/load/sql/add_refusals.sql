INSERT INTO ops.refusals
SELECT DISTINCT ON (quarantine_id) *
FROM staged_refusals
ORDER BY quarantine_id
ON CONFLICT (quarantine_id, run_id) DO NOTHING
