-- severity: stop
-- expects: the files of a finished run are those that its ledger counts as loaded, unchanged or quarantined
SELECT r.run_id, r.files_in, r.files_known, count(f.uri) AS files_listed, count(f.outcome) AS files_with_outcome
FROM ops.runs AS r
LEFT JOIN ops.run_files AS f USING (run_id)
WHERE r.status = 'finished' AND r.started_at >= %(since)s
GROUP BY r.run_id
HAVING r.files_in <> r.files_known + count(f.uri) OR count(f.uri) <> count(f.outcome)
