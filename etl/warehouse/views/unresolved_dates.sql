-- Time expressions whose days could not be said, the most frequent ones first.
-- after: unresolved_kept
CREATE VIEW analyst.unresolved_dates AS
SELECT
    name.surface,
    nullif(name.kind, '') AS grain,
    nullif(name.reason_code, '') AS reason_code,
    name.mentions,
    name.documents,
    (
        SELECT min(m.time_expression_id::text)::uuid FROM core.time_expressions AS m
        WHERE m.document_id = name.example_document_id AND m.surface = name.surface AND m.starts_on IS NULL
    ) AS example_id
FROM analyst.unresolved_kept AS name
WHERE name.layer = 'dates' AND name.mentions > 0
ORDER BY name.mentions DESC, name.surface;
