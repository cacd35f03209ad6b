-- Places of the events asked for, with those that have most of them first; countries have no point.
SELECT event.location_id, event.place_en, event.place_ar, event.country_code, event.latitude, event.longitude,
       count(*) AS events, mode() WITHIN GROUP (ORDER BY event.event_name_en) AS main_type_en,
       mode() WITHIN GROUP (ORDER BY event.event_name_ar) AS main_type_ar
FROM analyst.events_all AS event
WHERE event.location_id IS NOT NULL AND {condition}
GROUP BY event.location_id, event.place_en, event.place_ar, event.country_code, event.latitude, event.longitude
ORDER BY count(*) DESC, event.location_id
LIMIT 500
