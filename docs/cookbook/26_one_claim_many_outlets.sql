-- How many outlets, and how many texts of their own, stand behind a happening?
-- `texts` counts near-identical texts once: two outlets that print one dispatch are one witness.
SELECT min(starts_on) AS starts_on, min(event_type) AS event_type, min(place_en) AS place_en,
       count(DISTINCT source_code) AS outlets, count(DISTINCT document_id) FILTER (WHERE NOT is_repeat) AS texts
FROM events
WHERE starts_on >= '2015-01-01' AND starts_on < '2020-12-31'
GROUP BY cluster_id
HAVING count(DISTINCT source_code) > 1
ORDER BY outlets DESC, starts_on, event_type, cluster_id
LIMIT 20;
