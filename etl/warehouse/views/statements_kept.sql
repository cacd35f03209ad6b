-- The rows of statements as of the last change of their document.
-- after: statements_live
CREATE TABLE analyst.statements_kept AS SELECT * FROM analyst.statements_live;
CREATE INDEX statements_kept_document_id_idx ON analyst.statements_kept (document_id);
CREATE INDEX statements_kept_actor_id_idx ON analyst.statements_kept (actor_id) WHERE actor_id IS NOT NULL;
-- Who speaks how often is answered from this index alone.
CREATE INDEX statements_kept_speaker_en_idx ON analyst.statements_kept (speaker_en, source_code, act, is_repeat);
ANALYZE analyst.statements_kept;
