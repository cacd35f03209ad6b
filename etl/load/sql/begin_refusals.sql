-- A file that is read from its beginning again, as after a kill.
DELETE FROM ops.refusals WHERE run_id = %(run_id)s AND uri = ANY(%(uris)s)
