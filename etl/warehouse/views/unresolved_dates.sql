-- Time expressions whose days could not be said, the most frequent ones first.
CREATE VIEW analyst.unresolved_dates AS
SELECT
    mention.surface,
    mention.grain,
    mention.reason_code,
    count(*) AS mentions,
    count(DISTINCT mention.document_id) AS documents,
    min(mention.time_expression_id::text)::uuid AS example_id
FROM core.time_expressions AS mention
WHERE mention.starts_on IS NULL AND mention.timex IN ('DATE', 'TIME')
GROUP BY mention.surface, mention.grain, mention.reason_code
ORDER BY count(*) DESC, mention.surface;
