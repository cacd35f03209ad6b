-- The counts of the files of one part. A file may be loaded in several parts: the first one starts the counts anew, as
-- after a kill; with the last one the outcome follows from the counts.
UPDATE ops.run_files AS file SET
    documents_in = new.documents_in,
    documents_loaded = new.documents_loaded,
    documents_unchanged = new.documents_unchanged,
    documents_quarantined = new.documents_quarantined,
    events_loaded = new.events_loaded,
    documents_title_only = new.documents_title_only,
    documents_undated = new.documents_undated,
    documents_day_open = new.documents_day_open,
    documents_unsourced = new.documents_unsourced,
    fingerprint = new.fingerprint,
    outcome = CASE
        WHEN NOT new.is_last THEN NULL
        WHEN new.documents_loaded > 0 THEN 'loaded'
        WHEN new.documents_unchanged > 0 THEN 'unchanged'
        ELSE 'quarantined'
    END::ref.file_outcome
FROM (
    SELECT old.uri,
           part.is_last,
           part.fingerprint,
           part.documents_in + CASE WHEN part.is_first THEN 0 ELSE old.documents_in END AS documents_in,
           part.documents_loaded + CASE WHEN part.is_first THEN 0 ELSE old.documents_loaded END AS documents_loaded,
           part.documents_unchanged + CASE WHEN part.is_first THEN 0 ELSE old.documents_unchanged END
               AS documents_unchanged,
           part.documents_quarantined + CASE WHEN part.is_first THEN 0 ELSE old.documents_quarantined END
               AS documents_quarantined,
           part.events_loaded + CASE WHEN part.is_first THEN 0 ELSE old.events_loaded END AS events_loaded,
           part.documents_title_only + CASE WHEN part.is_first THEN 0 ELSE old.documents_title_only END
               AS documents_title_only,
           part.documents_undated + CASE WHEN part.is_first THEN 0 ELSE old.documents_undated END AS documents_undated,
           part.documents_day_open + CASE WHEN part.is_first THEN 0 ELSE old.documents_day_open END AS documents_day_open,
           part.documents_unsourced + CASE WHEN part.is_first THEN 0 ELSE old.documents_unsourced END
               AS documents_unsourced
    FROM unnest(%(uris)s::text[], %(is_first)s::boolean[], %(is_last)s::boolean[],
                %(fingerprints)s::text[], %(documents_in)s::int[],
                %(documents_loaded)s::int[], %(documents_unchanged)s::int[], %(documents_quarantined)s::int[],
                %(events_loaded)s::int[], %(documents_title_only)s::int[], %(documents_undated)s::int[],
                %(documents_day_open)s::int[], %(documents_unsourced)s::int[])
        AS part (uri, is_first, is_last, fingerprint, documents_in, documents_loaded, documents_unchanged, documents_quarantined,
                 events_loaded, documents_title_only, documents_undated, documents_day_open, documents_unsourced)
    JOIN ops.run_files AS old ON old.run_id = %(run_id)s AND old.uri = part.uri
) AS new
WHERE file.run_id = %(run_id)s AND file.uri = new.uri
