-- Which names should the lexicons learn first?
-- The most frequent names of actors that are in no table. `find_names` shows whether a spelling is missing or the
-- actor: `SELECT * FROM find_names('...')`.
SELECT surface, kind, reason_code, mentions, documents
FROM unresolved_actors
ORDER BY mentions DESC, documents DESC, surface, kind, reason_code
LIMIT 10;
