-- core.events and the events that analysts added. An added one gives way where the coding finds its type in its words.
CREATE VIEW analyst.known_events AS
SELECT
    event.event_id, event.document_id, event.sentence_no, event.start_offset, event.end_offset, event.surface, event.rule,
    event.event_type, coalesce(event.plover_type, kind.plover_type) AS plover_type,
    coalesce(event.plover_mode, kind.plover_mode) AS plover_mode, coalesce(event.cameo_code, kind.cameo_code) AS cameo_code,
    event.modality, event.starts_on, event.ends_on, event.grain, event.date_source::text AS date_source,
    event.time_expression_id, event.confidence,
    coalesce(
        core.steps_of(event.why, event.rule, event.start_offset, event.end_offset),
        core.steps_of(event.decided, event.rule, event.start_offset, event.end_offset)
    ) AS why,
    false AS is_added
FROM core.events AS event
LEFT JOIN ref.event_types AS kind ON kind.event_type = event.event_type
UNION ALL
SELECT
    added.event_id, added.document_id, sentence.sentence_no, added.start_offset, added.end_offset, added.surface,
    'analyst', added.event_type, kind.plover_type, kind.plover_mode, kind.cameo_code, added.modality, added.starts_on,
    added.ends_on, CASE WHEN added.starts_on = added.ends_on THEN 'day' END,
    CASE WHEN added.starts_on IS NOT NULL THEN 'corrected' END, NULL, 1, NULL, true
FROM core.added_events AS added
JOIN ref.event_types AS kind USING (event_type)
JOIN core.sentences AS sentence ON sentence.document_id = added.document_id
    AND added.start_offset >= sentence.start_offset AND added.start_offset < sentence.end_offset
WHERE NOT EXISTS (
    SELECT FROM core.events AS found
    WHERE found.document_id = added.document_id AND found.event_type = added.event_type
      AND found.start_offset < added.end_offset AND found.end_offset > added.start_offset
);
