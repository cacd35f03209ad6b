-- Names of places that could not be resolved, the most frequent ones first: the work list for the gazetteer.
-- after: unresolved_kept
CREATE VIEW analyst.unresolved_places AS
SELECT
    name.surface,
    nullif(name.kind, '') AS feature,
    nullif(name.reason_code, '') AS reason_code,
    name.mentions,
    name.documents,
    (
        SELECT min(m.location_mention_id::text)::uuid FROM core.location_mentions AS m
        WHERE m.document_id = name.example_document_id AND m.surface = name.surface AND m.location_id IS NULL
    ) AS example_id
FROM analyst.unresolved_kept AS name
WHERE name.layer = 'places' AND name.mentions > 0
ORDER BY name.mentions DESC, name.surface;
