-- Places by number of happenings; countries have no coordinates.
SELECT
    event.location_id,
    event.place_en,
    event.place_ar,
    event.country_code,
    event.latitude,
    event.longitude,
    count(DISTINCT event.cluster_id) AS events,
    mode() WITHIN GROUP (ORDER BY event.event_name_en) AS main_type
FROM analyst.events AS event
WHERE event.location_id IS NOT NULL AND NOT event.is_repeat AND {condition}
GROUP BY event.location_id, event.place_en, event.place_ar, event.country_code, event.latitude, event.longitude
ORDER BY count(DISTINCT event.cluster_id) DESC, event.location_id
