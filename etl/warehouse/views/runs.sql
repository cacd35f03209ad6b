-- Runs that finished: when, over what, and how much came of it.
CREATE VIEW analyst.runs AS
SELECT
    run_id, target, coding_version, started_at, finished_at, documents_in, documents_loaded, documents_unchanged,
    documents_quarantined, events_loaded
FROM ops.runs
WHERE status = 'finished';
