-- Names of actors that could not be resolved, the most frequent ones first: the work list for the aliases.
-- after: unresolved_kept
CREATE VIEW analyst.unresolved_actors AS
SELECT
    name.surface,
    nullif(name.kind, '') AS kind,
    nullif(name.reason_code, '') AS reason_code,
    name.mentions,
    name.documents,
    (
        SELECT min(m.actor_mention_id::text)::uuid FROM core.actor_mentions AS m
        WHERE m.document_id = name.example_document_id AND m.surface = name.surface AND m.actor_id IS NULL
    ) AS example_id
FROM analyst.unresolved_kept AS name
WHERE name.layer = 'actors' AND name.mentions > 0
ORDER BY name.mentions DESC, name.surface;
