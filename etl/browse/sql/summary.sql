-- The events asked for in numbers, and the days that an axis of time shall show.
SELECT count(*) AS events, count(*) FILTER (WHERE event.starts_on IS NULL) AS undated,
       count(*) FILTER (WHERE event.location_id IS NULL) AS unplaced,
       min(event.starts_on) AS first_on, max(event.ends_on) AS last_on,
       percentile_disc(0.01) WITHIN GROUP (ORDER BY event.published_on) AS first_published_on,
       percentile_disc(0.99) WITHIN GROUP (ORDER BY event.published_on) AS last_published_on
FROM analyst.events_all AS event
WHERE {condition}
