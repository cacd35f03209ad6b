-- Which events one page holds, the latest day first.
SELECT event.event_id, event.is_corrected
FROM analyst.corrected_events AS event
JOIN core.documents AS document USING (document_id)
WHERE {condition}
ORDER BY event.starts_on DESC NULLS LAST, event.event_id
LIMIT %(limit)s OFFSET %(offset)s
