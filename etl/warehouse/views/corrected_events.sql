-- core.events with the values that analysts corrected and the events that they added; what they found to be no event at all
-- is left out.
-- after: corrected_values, known_events
CREATE VIEW analyst.corrected_events AS
SELECT
    event.event_id,
    event.document_id,
    event.sentence_no,
    event.start_offset,
    event.end_offset,
    event.surface,
    CASE WHEN fix.right_values ? 'event_type' THEN fix.right_values ->> 'event_type' ELSE event.event_type END AS event_type,
    CASE WHEN kind.event_type IS NULL THEN event.plover_type ELSE kind.plover_type END AS plover_type,
    CASE WHEN kind.event_type IS NULL THEN event.plover_mode ELSE kind.plover_mode END AS plover_mode,
    CASE WHEN kind.event_type IS NULL THEN event.cameo_code ELSE kind.cameo_code END AS cameo_code,
    CASE WHEN fix.right_values ? 'modality' THEN (fix.right_values ->> 'modality')::ref.modality ELSE event.modality END AS modality,
    CASE WHEN fix.right_values ? 'starts_on' THEN (fix.right_values ->> 'starts_on')::date ELSE event.starts_on END AS starts_on,
    CASE WHEN fix.right_values ? 'ends_on' THEN (fix.right_values ->> 'ends_on')::date ELSE event.ends_on END AS ends_on,
    event.grain,
    CASE WHEN fix.right_values ?| '{starts_on,ends_on}' THEN 'corrected' ELSE event.date_source END AS date_source,
    event.confidence,
    event.is_added OR fix.row_id IS NOT NULL AS is_corrected
FROM analyst.known_events AS event
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = event.event_id
LEFT JOIN ref.event_types AS kind ON kind.event_type = fix.right_values ->> 'event_type'
WHERE fix.row_id IS NULL OR NOT fix.right_values ? 'event_type' OR kind.event_type IS NOT NULL;
