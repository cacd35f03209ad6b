-- severity: warn
-- expects: the last day's share of unresolved places or actors of a source is not 15 points above that of 60 days before
WITH newest AS (SELECT max(checked_on) AS day FROM ops.names_daily),
shares AS (
    SELECT layer, source_code, checked_on = newest.day AS is_new, sum(mentions) AS mentions,
           sum(unresolved) / sum(mentions) AS unresolved
    FROM ops.names_daily, newest
    WHERE checked_on > newest.day - 61
    GROUP BY layer, source_code, checked_on = newest.day
)
SELECT fresh.source_code, fresh.layer AS of, fresh.mentions, round(fresh.unresolved, 3) AS unresolved,
       round(usual.unresolved, 3) AS usual
FROM shares AS fresh
JOIN shares AS usual USING (source_code, layer)
WHERE fresh.is_new AND NOT usual.is_new AND fresh.mentions >= 200 AND usual.mentions >= 200
  AND fresh.unresolved > usual.unresolved + 0.15
