-- What an earlier run refused in this file and this run did not.
DELETE FROM ops.quarantine WHERE uri = %(uri)s AND run_id <> %(run_id)s
