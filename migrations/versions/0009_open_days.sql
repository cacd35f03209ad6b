-- Why a document has no day of publication, and how many of a run state one in vain.

ALTER TABLE core.documents
    ADD COLUMN undated_reason_code TEXT,
    ADD COLUMN undated_surface TEXT;
COMMENT ON COLUMN core.documents.undated_reason_code IS 'Why there is no day of publication (ref.reason_codes); null with one.';
COMMENT ON COLUMN core.documents.undated_surface IS 'What was written and is no day, or can be read as two; null for nothing.';
ALTER TABLE core.documents_history
    ADD COLUMN undated_reason_code TEXT,
    ADD COLUMN undated_surface TEXT;
COMMENT ON COLUMN core.documents_history.undated_reason_code IS 'Why there is no day of publication (ref.reason_codes); null with one.';
COMMENT ON COLUMN core.documents_history.undated_surface IS 'What was written and is no day, or can be read as two; null for nothing.';
ALTER TABLE core.document_origins
    ADD COLUMN undated_reason_code TEXT,
    ADD COLUMN undated_surface TEXT;
COMMENT ON COLUMN core.document_origins.undated_reason_code IS 'Why there is no day of publication (ref.reason_codes); null with one.';
COMMENT ON COLUMN core.document_origins.undated_surface IS 'What was written and is no day, or can be read as two; null for nothing.';

ALTER TABLE ops.runs ADD COLUMN documents_day_open INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.runs.documents_day_open IS 'Number of them that state a day in vain.';
ALTER TABLE ops.run_files ADD COLUMN documents_day_open INTEGER DEFAULT '0' NOT NULL;
COMMENT ON COLUMN ops.run_files.documents_day_open IS 'Number of them that state a day in vain.';
