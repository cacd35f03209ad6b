-- The ledger's lines of the files that hold these documents: running over them again loads them.
DELETE FROM ops.files AS file
USING core.document_origins AS origin
WHERE origin.uri = file.uri AND origin.document_id = ANY(%(ids)s::uuid[])
