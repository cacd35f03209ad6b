SELECT reason_code, count(*)::int AS items FROM ops.quarantine GROUP BY reason_code ORDER BY reason_code
