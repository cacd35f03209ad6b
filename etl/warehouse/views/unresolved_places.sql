-- Names of places that could not be resolved, the most frequent ones first: the work list for the gazetteer.
-- after: corrected_location_mentions
CREATE VIEW analyst.unresolved_places AS
SELECT
    mention.surface,
    mention.feature,
    mention.reason_code,
    count(*) AS mentions,
    count(DISTINCT mention.document_id) AS documents,
    min(mention.location_mention_id::text)::uuid AS example_id
FROM analyst.corrected_location_mentions AS mention
WHERE NOT mention.is_corrected AND mention.location_id IS NULL AND mention.reason_code IS DISTINCT FROM 'described'
GROUP BY mention.surface, mention.feature, mention.reason_code
ORDER BY count(*) DESC, mention.surface;
