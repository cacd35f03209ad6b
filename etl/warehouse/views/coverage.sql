-- How much of each outlet's news could be coded and resolved.
-- after: counts_kept
CREATE VIEW analyst.coverage AS
SELECT
    counted.source_code,
    count(*) AS documents,
    count(*) FILTER (WHERE counted.published_on IS NULL) AS documents_without_day,
    sum(counted.events) AS events,
    round(avg((counted.events > 0)::int), 3) AS share_with_events,
    sum(counted.uncoded_sentences) AS uncoded_sentences,
    round(sum(counted.places_resolved) / nullif(sum(counted.places), 0), 3) AS share_places_resolved,
    round(sum(counted.actors_resolved) / nullif(sum(counted.actors), 0), 3) AS share_actors_resolved
FROM analyst.counts_kept AS counted
GROUP BY counted.source_code;
