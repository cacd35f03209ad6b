-- What was refused in these files before.
DELETE FROM ops.quarantine WHERE uri = ANY(%(uris)s)
