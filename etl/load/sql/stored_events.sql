-- What was coded of these documents before, as one line an event.
SELECT event.document_id, event.event_id, event.event_type, event.modality::text AS modality, event.starts_on,
       event.ends_on, place.surface AS place, event.start_offset, event.surface,
       (SELECT count(*) FROM core.event_figures AS link WHERE link.event_id = event.event_id) AS figures
FROM core.events AS event
LEFT JOIN core.event_locations AS place ON place.event_id = event.event_id AND place.role = 'where'
WHERE event.document_id = ANY(%(ids)s::uuid[])
ORDER BY event.document_id, event.start_offset, event.event_id
