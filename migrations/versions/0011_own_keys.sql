-- Keys of the sources' own records, documents without a source, and runs that were cut off.

ALTER TABLE core.documents ADD COLUMN source_record_id TEXT;
ALTER TABLE core.documents_history ADD COLUMN source_record_id TEXT;
ALTER TABLE core.document_origins ADD COLUMN source_record_id TEXT;
CREATE INDEX documents_source_record_id_idx ON core.documents (source_record_id);
COMMENT ON COLUMN core.documents.source_record_id IS 'Key of the item in its source''s own records.';
COMMENT ON COLUMN core.documents_history.source_record_id IS 'Key of the item in its source''s own records.';
COMMENT ON COLUMN core.document_origins.source_record_id IS 'Key of the item in the records of this file.';

ALTER TABLE ops.runs
    ADD COLUMN documents_unsourced INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN is_attended BOOLEAN DEFAULT 'false' NOT NULL;
ALTER TABLE ops.run_files ADD COLUMN documents_unsourced INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.runs.documents_unsourced IS 'Number of documents without a source.';
COMMENT ON COLUMN ops.run_files.documents_unsourced IS 'Number of documents without a source.';
COMMENT ON COLUMN ops.runs.is_attended IS 'One process works on it and holds a lock while it lives.';
COMMENT ON COLUMN ops.runs.status IS 'A run that adds up is finished; one with unprocessed files is failed, or interrupted where it was cut off.';

ALTER TYPE ref.run_status ADD VALUE IF NOT EXISTS 'interrupted';

-- The key is that of etl.load.ids.lock_key.
CREATE FUNCTION core.is_locked(row_id uuid) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM pg_locks AS held
    WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (held.classid::bigint << 32 | held.objid::bigint)
          = ('x' || left(replace(row_id::text, '-', ''), 16))::bit(64)::bigint
);
COMMENT ON FUNCTION core.is_locked(uuid) IS 'Whether somebody holds the advisory lock of a row id.';
