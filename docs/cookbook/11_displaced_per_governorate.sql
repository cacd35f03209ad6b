-- How many people were displaced, per governorate and month?
-- `flow` tells people on the move in a period from those who live displaced (stock) and from totals since a beginning
-- (cumulative): only flows may be added up over time. Two outlets may mean the same people; `reports` says how many
-- texts are summed.
SELECT date_trunc('month', starts_on)::date AS month, admin1_code, unit, count(*) AS reports, sum(low) AS low,
       CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS high
FROM displacement
WHERE kind = 'displaced' AND flow = 'flow' AND starts_on IS NOT NULL AND NOT is_repeat
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
