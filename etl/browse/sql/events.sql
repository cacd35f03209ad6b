-- The events of one page with their sentences. The view is asked for named rows: joined to the page it would be made whole.
SELECT event.event_id, event.event_type, event.event_name_en, event.event_name_ar, event.quad_code, event.modality,
       event.starts_on, event.ends_on, event.date_source, event.place_en, event.place_ar, event.origin_en, event.destination_en,
       event.sources_en, event.targets_en, event.speaker_en, event.figures, event.is_repeat, event.source_code,
       event.published_on, event.title, event.document_id, event.sentence_no, sentence.sentence, sentence.start_offset
FROM analyst.events_all AS event
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
WHERE event.event_id = ANY(%(event_ids)s::uuid[])
ORDER BY event.starts_on DESC NULLS LAST, event.event_id
