-- The quarantine of a file changes as a whole, with its line in the ledger; a run keeps no row of files left alone.

CREATE TABLE ops.refusals (
    quarantine_id UUID NOT NULL,
    uri TEXT NOT NULL,
    member TEXT NOT NULL,
    position INTEGER NOT NULL,
    document_id UUID,
    sha256 TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    detail TEXT NOT NULL,
    run_id UUID NOT NULL,
    quarantined_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT refusals_pkey PRIMARY KEY (quarantine_id, run_id),
    CONSTRAINT refusals_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id) ON DELETE CASCADE
);
CREATE INDEX refusals_uri_idx ON ops.refusals (uri);
COMMENT ON TABLE ops.refusals IS 'What was refused so far of files that a run has not read to their end; then it goes into ops.quarantine.';
COMMENT ON COLUMN ops.refusals.quarantine_id IS 'As in ops.quarantine.';
COMMENT ON COLUMN ops.refusals.uri IS 'Path or address of the file.';
COMMENT ON COLUMN ops.refusals.member IS 'Path inside an archive, empty outside of one.';
COMMENT ON COLUMN ops.refusals.position IS 'Ordinal of the document in its file or member, from 0.';
COMMENT ON COLUMN ops.refusals.document_id IS 'Document, where it could be read so far.';
COMMENT ON COLUMN ops.refusals.sha256 IS 'SHA-256 of the file''s bytes; empty where they could not be read.';
COMMENT ON COLUMN ops.refusals.reason_code IS 'Why (ref.reason_codes).';
COMMENT ON COLUMN ops.refusals.detail IS 'What was wrong and where, for people.';
COMMENT ON COLUMN ops.refusals.run_id IS 'Run that reads the file.';
COMMENT ON COLUMN ops.refusals.quarantined_at IS 'When it was refused.';

ALTER TABLE ops.runs
    ADD COLUMN files_known INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN documents_known INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.runs.files_known IS 'Number of files that planning found unchanged; no row each.';
COMMENT ON COLUMN ops.runs.documents_known IS 'Number of documents in them.';
COMMENT ON TABLE ops.run_files IS 'The manifest: every file that a run had to read, and what came of it.';
COMMENT ON COLUMN ops.run_files.batch_id IS 'Batch; null before it is shared out.';
COMMENT ON COLUMN ops.run_files.fingerprint IS 'SHA-256 over the bytes that were read, and over those of its sidecar.';
COMMENT ON COLUMN ops.files.fingerprint IS 'SHA-256 over the bytes that were last read, and over those of its sidecar.';

ALTER TABLE ops.runs
    ADD COLUMN documents_title_only INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN documents_undated INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.runs.documents_title_only IS 'Number of documents whose text is a title.';
COMMENT ON COLUMN ops.runs.documents_undated IS 'Number of documents without day of publication.';

ALTER TABLE ops.run_files
    ADD COLUMN documents_title_only INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN documents_undated INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.run_files.documents_title_only IS 'Number of documents whose text is a title.';
COMMENT ON COLUMN ops.run_files.documents_undated IS 'Number of documents without day of publication.';
