-- The rows of territory_share as of the last change of their document.
-- after: shares_live
CREATE TABLE analyst.shares_kept AS SELECT * FROM analyst.shares_live;
CREATE INDEX shares_kept_document_id_idx ON analyst.shares_kept (document_id);
ANALYZE analyst.shares_kept;
