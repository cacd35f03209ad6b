-- What is the timeline of a place?
-- Happenings per day and type, with the number of documents that tell of them; the first day where the text gives an
-- interval.
SELECT starts_on, event_type, events, documents
FROM timeline
WHERE location_id = '98182'
ORDER BY starts_on, event_type;
