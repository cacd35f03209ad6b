-- What happened within 50 km of a point?
-- The point is Aleppo (36.20 N, 37.16 E); the box on latitude and longitude lets the database skip what is far away,
-- the formula gives the distance on the sphere. Leave out places of precision 1 and 2: the point of a country or a
-- governorate is only its middle.
SELECT starts_on, event_type, place_en, round(km::numeric) AS km
FROM events
CROSS JOIN LATERAL (
    SELECT 2 * 6371 * asin(sqrt(sin(radians(latitude - 36.20) / 2) ^ 2
        + cos(radians(36.20)) * cos(radians(latitude)) * sin(radians(longitude - 37.16) / 2) ^ 2)) AS km
) AS distance
WHERE latitude BETWEEN 36.20 - 0.45 AND 36.20 + 0.45 AND longitude BETWEEN 37.16 - 0.57 AND 37.16 + 0.57
  AND km <= 50 AND place_precision >= 3 AND NOT is_repeat
ORDER BY starts_on, km, event_type, event_id;
