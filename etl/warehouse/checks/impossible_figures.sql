-- severity: warn
-- expects: no negative count of people, no more dead in one event than any single battle has had, no share above the whole
SELECT f.figure_id, f.document_id, f.surface, f.low, f.high, f.unit, f.kind
FROM core.figures AS f
JOIN looked_at AS d USING (document_id)
WHERE (f.unit IN ('persons', 'households', 'count') AND f.low < 0)
   OR (f.kind IN ('killed', 'injured', 'harmed', 'missing') AND f.low > 3000000)
   OR (f.kind = 'territory_share' AND f.low > 100)
