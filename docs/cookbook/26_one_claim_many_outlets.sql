-- How many outlets, and how many texts of their own, stand behind a happening?
-- `texts` counts near-identical texts once: two outlets that print one dispatch are one witness.
SELECT starts_on, event_type, place_en, outlets, texts, last_published_at - first_published_at AS reported_over
FROM happenings
WHERE outlets > 1
ORDER BY outlets DESC, starts_on, event_type, cluster_id
LIMIT 20;
