-- severity: warn
-- expects: the share of unresolved places of a source is not 15 points above its usual
WITH shares AS (
    SELECT d.source_code, d.coded_at >= %(since)s AS is_new, count(*) AS mentions,
           avg((m.location_id IS NULL)::int) AS unresolved
    FROM core.location_mentions AS m
    JOIN core.documents AS d USING (document_id)
    GROUP BY d.source_code, d.coded_at >= %(since)s
)
SELECT fresh.source_code, fresh.mentions, round(fresh.unresolved, 3) AS unresolved, round(usual.unresolved, 3) AS usual
FROM shares AS fresh
JOIN shares AS usual USING (source_code)
WHERE fresh.is_new AND NOT usual.is_new AND fresh.mentions >= 200 AND usual.mentions >= 200
  AND fresh.unresolved > usual.unresolved + 0.15
