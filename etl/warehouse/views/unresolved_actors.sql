-- Names of actors that could not be resolved, the most frequent ones first: the work list for the aliases.
-- after: corrected_actor_mentions
CREATE VIEW analyst.unresolved_actors AS
SELECT
    mention.surface,
    mention.kind,
    mention.reason_code,
    count(*) AS mentions,
    count(DISTINCT mention.document_id) AS documents,
    min(mention.actor_mention_id::text)::uuid AS example_id
FROM analyst.corrected_actor_mentions AS mention
WHERE NOT mention.is_corrected AND mention.actor_id IS NULL AND mention.reason_code IS DISTINCT FROM 'described'
GROUP BY mention.surface, mention.kind, mention.reason_code
ORDER BY count(*) DESC, mention.surface;
