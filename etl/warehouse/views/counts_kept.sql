-- How much each document gave, as of its last change.
-- after: counts_live
CREATE TABLE analyst.counts_kept AS SELECT * FROM analyst.counts_live;
CREATE UNIQUE INDEX counts_kept_document_id_idx ON analyst.counts_kept (document_id);
CREATE INDEX counts_kept_published_on_idx ON analyst.counts_kept (published_on);
ANALYZE analyst.counts_kept;
