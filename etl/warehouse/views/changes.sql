-- What each run changed: events that a coding added, and events of a superseded coding that are no longer there.
-- after: events_all
CREATE VIEW analyst.changes AS
SELECT
    document.run_id, document.coded_at AS changed_at, 'added' AS change, event.event_id, event.event_type, event.modality,
    event.starts_on, event.ends_on, event.place_en, event.trigger, event.sentence_no, event.document_id, event.source_code,
    event.published_on
FROM analyst.events_all AS event
JOIN core.events AS coded USING (event_id)
JOIN core.documents AS document ON document.document_id = event.document_id
WHERE NOT EXISTS (
    SELECT FROM core.documents_history AS before
    WHERE before.document_id = document.document_id AND before.superseded_run_id = document.run_id
) OR EXISTS (
    SELECT FROM core.events_history AS addition
    WHERE addition.event_id = event.event_id AND addition.superseded_run_id = document.run_id AND addition.is_addition
)
UNION ALL
SELECT
    before.superseded_run_id, before.superseded_at, 'removed', before.event_id, before.event_type, before.modality,
    before.starts_on, before.ends_on, NULL, before.surface, before.sentence_no, before.document_id, document.source_code,
    document.published_on
FROM core.events_history AS before
JOIN core.documents AS document USING (document_id)
WHERE NOT before.is_addition
  AND NOT EXISTS (SELECT FROM core.events AS event WHERE event.event_id = before.event_id);
