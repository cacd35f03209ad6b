-- How good is the data of each source?
-- A low share of resolved places or actors means that the source's counts by place or actor are too low, not that less
-- happened there.
SELECT source_code, documents, documents_without_day, events, share_with_events, share_places_resolved, share_actors_resolved
FROM coverage
ORDER BY documents DESC, source_code;
