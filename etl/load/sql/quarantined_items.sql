-- What is in quarantine, the latest first, with what to do about it.
SELECT item.quarantine_id, item.uri, item.member, item.position, item.sha256, item.reason_code, item.detail,
       item.quarantined_at, item.run_id, reason.description, reason.advice, run.published_on, run.source_code
FROM ops.quarantine AS item
JOIN ops.runs AS run USING (run_id)
LEFT JOIN ref.reason_codes AS reason USING (reason_code)
WHERE (%(reason)s::text IS NULL OR item.reason_code = %(reason)s)
  AND (%(prefix)s::text IS NULL OR starts_with(item.quarantine_id::text, %(prefix)s) OR starts_with(item.uri, %(prefix)s))
ORDER BY item.quarantined_at DESC, item.quarantine_id
LIMIT %(limit)s
