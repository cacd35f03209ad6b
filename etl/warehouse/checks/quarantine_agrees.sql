-- severity: stop
-- expects: the quarantine holds as many items of each file as the ledger says
SELECT f.uri, f.documents_quarantined, count(q.quarantine_id) AS items
FROM ops.files AS f
LEFT JOIN ops.quarantine AS q USING (uri)
WHERE f.processed_at >= %(since)s
GROUP BY f.uri
HAVING f.documents_quarantined <> count(q.quarantine_id)
