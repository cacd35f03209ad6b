-- One page of events, the latest day first, each with its sentence. The page is cut before anything else is looked up.
WITH page AS MATERIALIZED (
    SELECT event.event_id, event.is_corrected
    FROM analyst.corrected_events AS event
    JOIN core.documents AS document USING (document_id)
    WHERE {condition}
    ORDER BY event.starts_on DESC NULLS LAST, event.event_id
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT event.event_id, event.event_type, event.event_name_en, event.event_name_ar, event.quad_code, event.modality,
       event.starts_on, event.ends_on, event.place_en, event.place_ar, event.origin_en, event.destination_en,
       event.sources_en, event.targets_en, event.speaker_en, event.figures, event.is_repeat, page.is_corrected, event.source_code,
       event.published_on, event.title, event.document_id, event.sentence_no, sentence.sentence, sentence.start_offset
FROM page
JOIN analyst.events_all AS event USING (event_id)
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
ORDER BY event.starts_on DESC NULLS LAST, event.event_id
