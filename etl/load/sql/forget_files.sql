-- The ledger's lines of files that are to be read again though their bytes did not change.
DELETE FROM ops.files WHERE uri = ANY(%(uris)s)
