-- What an earlier run refused in these files and this run did not.
DELETE FROM ops.quarantine WHERE uri = ANY(%(uris)s) AND run_id <> %(run_id)s
