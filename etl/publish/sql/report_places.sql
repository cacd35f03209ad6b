-- Places by number of happenings, those known more closely than by their country first.
SELECT
    event.location_id,
    event.place_en,
    event.place_ar,
    event.country_code,
    event.latitude,
    event.longitude,
    known.feature IN ('country', 'region') OR event.latitude IS NULL AS is_vague,
    count(DISTINCT event.cluster_id) AS events,
    mode() WITHIN GROUP (ORDER BY event.event_name_en) AS main_type
FROM analyst.events AS event
JOIN core.locations AS known USING (location_id)
WHERE NOT event.is_repeat AND {condition}
GROUP BY event.location_id, event.place_en, event.place_ar, event.country_code, event.latitude, event.longitude,
    known.feature
ORDER BY count(DISTINCT event.cluster_id) DESC, event.location_id
