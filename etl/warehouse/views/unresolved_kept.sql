-- How often each name stands somewhere that no table has, as of the last change of each document: counted on, not anew,
-- for there are several in each document. No kind and no reason are empty here, so that equal rows are found again.
-- after: unresolved_live
CREATE TABLE analyst.unresolved_kept AS
SELECT layer, kind, reason_code, surface, count(*) AS mentions, count(DISTINCT document_id) AS documents,
       min(document_id::text)::uuid AS example_document_id
FROM analyst.unresolved_live
GROUP BY layer, kind, reason_code, surface;
CREATE UNIQUE INDEX unresolved_kept_surface_idx ON analyst.unresolved_kept (surface, layer, kind, reason_code);
CREATE INDEX unresolved_kept_mentions_idx ON analyst.unresolved_kept (layer, mentions);
ANALYZE analyst.unresolved_kept;
