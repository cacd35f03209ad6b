-- Closes a run, as what it is named %(otherwise)s where files are left; the CHECKs of ops.runs refuse a finished one that does not add up.
UPDATE ops.runs AS run SET
    status = CASE WHEN total.unprocessed = 0 THEN 'finished' ELSE %(otherwise)s END::ref.run_status,
    finished_at = coalesce(run.finished_at, now()),
    files_in = total.files_in + run.files_known,
    files_loaded = total.files_loaded,
    files_unchanged = total.files_unchanged + run.files_known,
    files_quarantined = total.files_quarantined,
    documents_in = total.documents_in + run.documents_known,
    documents_loaded = total.documents_loaded,
    documents_unchanged = total.documents_unchanged + run.documents_known,
    documents_quarantined = total.documents_quarantined,
    events_loaded = total.events_loaded,
    documents_title_only = total.documents_title_only,
    documents_undated = total.documents_undated,
    documents_day_open = total.documents_day_open,
    documents_unsourced = total.documents_unsourced
FROM (
    SELECT count(*) AS files_in,
           count(*) FILTER (WHERE outcome IS NULL) AS unprocessed,
           count(*) FILTER (WHERE outcome = 'loaded') AS files_loaded,
           count(*) FILTER (WHERE outcome = 'unchanged') AS files_unchanged,
           count(*) FILTER (WHERE outcome = 'quarantined') AS files_quarantined,
           coalesce(sum(documents_in), 0) AS documents_in,
           coalesce(sum(documents_loaded), 0) AS documents_loaded,
           coalesce(sum(documents_unchanged), 0) AS documents_unchanged,
           coalesce(sum(documents_quarantined), 0) AS documents_quarantined,
           coalesce(sum(events_loaded), 0) AS events_loaded,
           coalesce(sum(documents_title_only), 0) AS documents_title_only,
           coalesce(sum(documents_undated), 0) AS documents_undated,
           coalesce(sum(documents_day_open), 0) AS documents_day_open,
           coalesce(sum(documents_unsourced), 0) AS documents_unsourced
    FROM ops.run_files
    WHERE run_id = %(run_id)s
) AS total
WHERE run.run_id = %(run_id)s
RETURNING run.target, run.status::text AS status, total.unprocessed, run.files_in, run.files_loaded, run.files_unchanged,
          run.files_quarantined, run.documents_in, run.documents_loaded, run.documents_unchanged,
          run.documents_quarantined, run.events_loaded, run.documents_title_only, run.documents_undated,
          run.documents_day_open, run.documents_unsourced, run.started_at, run.finished_at
