-- Where these documents have events that other documents may tell of too.
SELECT DISTINCT concat_ws('|', event.event_type, place.location_id, event.starts_on) AS cluster_key
FROM core.events AS event
JOIN core.event_locations AS place ON place.event_id = event.event_id AND place.role = 'where'
WHERE event.document_id = ANY(%(ids)s::uuid[]) AND event.modality = 'asserted' AND place.location_id IS NOT NULL
  AND event.starts_on = event.ends_on
