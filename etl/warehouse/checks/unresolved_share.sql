-- severity: warn
-- expects: the last day's share of unresolved places or actors of a source is not 15 points above that of 60 days before
WITH recent AS (
    SELECT document_id, source_code, coded_at > newest.day - interval '1 day' AS is_new
    FROM core.documents, (SELECT max(coded_at) AS day FROM core.documents) AS newest
    WHERE coded_at > newest.day - interval '61 days'
), shares AS (
    SELECT m.of, d.source_code, d.is_new, count(*) AS mentions, avg(m.is_unresolved::int) AS unresolved
    FROM recent AS d
    JOIN (
        SELECT document_id, 'places' AS of, location_id IS NULL AS is_unresolved FROM core.location_mentions
        WHERE reason_code IS DISTINCT FROM 'described'
        UNION ALL
        SELECT document_id, 'actors', actor_id IS NULL FROM core.actor_mentions
        WHERE reason_code IS DISTINCT FROM 'described'
    ) AS m USING (document_id)
    GROUP BY m.of, d.source_code, d.is_new
)
SELECT fresh.source_code, fresh.of, fresh.mentions, round(fresh.unresolved, 3) AS unresolved,
       round(usual.unresolved, 3) AS usual
FROM shares AS fresh
JOIN shares AS usual USING (source_code, of)
WHERE fresh.is_new AND NOT usual.is_new AND fresh.mentions >= 200 AND usual.mentions >= 200
  AND fresh.unresolved > usual.unresolved + 0.15
