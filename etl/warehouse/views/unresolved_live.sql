-- What counts_kept says is in no table, by document: to be counted for a few documents at a time.
-- after: counts_kept
CREATE VIEW analyst.unresolved_live AS
SELECT
    counted.document_id,
    split_part(name, E'\t', 1) AS layer,
    split_part(name, E'\t', 2) AS kind,
    split_part(name, E'\t', 3) AS reason_code,
    -- The words themselves may have a tab.
    substr(name, 4 + length(split_part(name, E'\t', 1)) + length(split_part(name, E'\t', 2))
                   + length(split_part(name, E'\t', 3))) AS surface
FROM analyst.counts_kept AS counted
CROSS JOIN LATERAL unnest(counted.unresolved) AS name;
