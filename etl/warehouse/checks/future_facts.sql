-- severity: warn
-- expects: nothing is said to have happened later than the day after publication
SELECT e.event_id, e.document_id, e.event_type, e.starts_on, d.published_on, e.surface
FROM core.events AS e
JOIN looked_at AS d USING (document_id)
WHERE e.modality = 'asserted' AND e.starts_on > d.published_on + 1
