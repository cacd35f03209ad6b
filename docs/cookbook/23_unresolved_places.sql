-- Which places does the gazetteer lack?
-- As above, for places; the reason says whether the name is unknown or too ambiguous to be guessed.
SELECT surface, feature, reason_code, mentions, documents
FROM unresolved_places
ORDER BY mentions DESC, surface, feature, reason_code
LIMIT 10;
