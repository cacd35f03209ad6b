-- The sentences that tell of the events named. Joined to what names them, the view would be made whole.
SELECT event.event_id, event.event_name_en, event.event_name_ar, event.quad_code, event.starts_on, event.ends_on,
       event.date_source,
       event.place_en, event.place_ar, event.sources_en, event.targets_en, event.speaker_en, event.figures,
       event.source_code, event.published_on, event.title, event.url, event.document_id, event.sentence_no,
       sentence.sentence, sentence.start_offset
FROM analyst.events AS event
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
WHERE event.event_id = ANY(%(event_ids)s::uuid[])
ORDER BY event.starts_on DESC NULLS LAST, event.event_id
