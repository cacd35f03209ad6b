-- Where do the sources contradict each other?
-- Figures of one happening whose intervals do not overlap: they cannot all be true at the same time, though the later
-- one may correct the earlier.
SELECT starts_on, place_en, kind, lowest, highest, documents, claims_as_written
FROM figures_conflicting
ORDER BY starts_on, place_en, kind, cluster_id;
