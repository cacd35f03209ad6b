-- From where to where do people flee?
-- `unit` keeps persons and households apart; do not add them. Where only the place of the event is known, it stands for
-- the origin.
SELECT coalesce(origin_en, place_en) AS origin, destination_en AS destination, unit, count(*) AS reports,
       sum(low) AS low, CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS high,
       min(starts_on) AS first_on, max(ends_on) AS last_on
FROM displacement
WHERE kind = 'displaced' AND destination_en IS NOT NULL AND NOT is_repeat
GROUP BY 1, 2, 3
ORDER BY sum(low) DESC NULLS LAST, 1, 2, 3
LIMIT 20;
