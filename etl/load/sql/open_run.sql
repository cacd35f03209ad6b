-- A run that was killed is never closed by itself; after a day nobody works on it any more.
WITH abandoned AS (
    UPDATE ops.runs SET status = 'failed', finished_at = now()
    WHERE status = 'running' AND started_at < now() - interval '1 day'
)
INSERT INTO ops.runs (run_id, target, published_on, source_code, coding_version, reading, status, started_at)
VALUES (%(run_id)s, %(target)s, %(published_on)s, %(source_code)s, %(coding_version)s, %(reading)s, 'running', now())
