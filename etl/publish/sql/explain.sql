-- One event as it was coded, with the text that it stands in.
SELECT event.event_id::text AS event_id, event.event_type, coalesce(event.plover_type, kind.plover_type) AS plover_type,
       coalesce(event.plover_mode, kind.plover_mode) AS plover_mode, coalesce(event.cameo_code, kind.cameo_code) AS cameo_code,
       event.sentence_no, event.start_offset, event.end_offset, event.surface, event.rule, event.modality,
       event.starts_on, event.ends_on, event.date_source, event.confidence,
       coalesce(
           core.steps_of(event.why, event.rule, event.start_offset, event.end_offset),
           core.steps_of(event.decided, event.rule, event.start_offset, event.end_offset)
       ) AS why, document.coding_version,
       content.raw_text
FROM core.events AS event
JOIN ref.event_types AS kind USING (event_type)
JOIN core.documents AS document USING (document_id)
JOIN core.document_texts AS content USING (document_id)
WHERE event.event_id = %(event_id)s
