-- A file may be loaded in several parts; the first part starts the counts anew, as after a kill.
UPDATE ops.run_files SET
    documents_in = CASE WHEN %(is_first)s THEN 0 ELSE documents_in END + %(documents_in)s,
    documents_loaded = CASE WHEN %(is_first)s THEN 0 ELSE documents_loaded END + %(documents_loaded)s,
    documents_unchanged = CASE WHEN %(is_first)s THEN 0 ELSE documents_unchanged END + %(documents_unchanged)s,
    documents_quarantined = CASE WHEN %(is_first)s THEN 0 ELSE documents_quarantined END + %(documents_quarantined)s,
    events_loaded = CASE WHEN %(is_first)s THEN 0 ELSE events_loaded END + %(events_loaded)s
WHERE run_id = %(run_id)s AND uri = %(uri)s
