-- A run that was killed is never closed by itself: nobody holds its lock any more, or it is a day old.
WITH abandoned AS (
    UPDATE ops.runs SET status = 'interrupted', finished_at = now()
    WHERE status = 'running'
      AND (started_at < now() - interval '1 day' OR is_attended AND NOT core.is_locked(run_id))
)
INSERT INTO ops.runs (run_id, target, published_on, source_code, coding_version, reading, status, started_at)
VALUES (%(run_id)s, %(target)s, %(published_on)s, %(source_code)s, %(coding_version)s, %(reading)s, 'running', now())
