SELECT count(*) AS files_in,
       count(*) FILTER (WHERE outcome = 'loaded') AS files_loaded,
       count(*) FILTER (WHERE outcome = 'unchanged') AS files_unchanged,
       count(*) FILTER (WHERE outcome = 'quarantined') AS files_quarantined,
       coalesce(sum(documents_in), 0)::int AS documents_in,
       coalesce(sum(documents_loaded), 0)::int AS documents_loaded,
       coalesce(sum(documents_unchanged), 0)::int AS documents_unchanged,
       coalesce(sum(documents_quarantined), 0)::int AS documents_quarantined,
       coalesce(sum(events_loaded), 0)::int AS events_loaded,
       coalesce(sum(documents_title_only), 0)::int AS documents_title_only,
       coalesce(sum(documents_undated), 0)::int AS documents_undated,
       coalesce(sum(documents_day_open), 0)::int AS documents_day_open,
       coalesce(sum(documents_unsourced), 0)::int AS documents_unsourced
FROM ops.run_files
WHERE batch_id = %(batch_id)s
