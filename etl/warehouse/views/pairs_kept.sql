-- The pairs of known actors as of the last change of their document.
-- after: pairs_live
CREATE TABLE analyst.pairs_kept AS SELECT * FROM analyst.pairs_live;
CREATE INDEX pairs_kept_document_id_idx ON analyst.pairs_kept (document_id);
CREATE INDEX pairs_kept_source_actor_id_idx ON analyst.pairs_kept (source_actor_id);
CREATE INDEX pairs_kept_target_actor_id_idx ON analyst.pairs_kept (target_actor_id);
ANALYZE analyst.pairs_kept;
