INSERT INTO ops.runs (run_id, target, published_on, source_code, coding_version, reading, status, started_at)
VALUES (%(run_id)s, %(target)s, %(published_on)s, %(source_code)s, %(coding_version)s, %(reading)s, 'running', now())
