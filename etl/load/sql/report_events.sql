-- What a run coded, the latest day first; of a run that found nothing new, what is there already.
SELECT event.starts_on, event.ends_on, event.event_type, event.sources_en, event.targets_en,
       coalesce(event.place_en, event.destination_en, event.origin_en) AS place, event.figures,
       substr(content.raw_text, sentence.start_offset + 1, sentence.end_offset - sentence.start_offset) AS sentence,
       count(*) OVER () AS total
FROM analyst.events AS event
JOIN core.documents AS document USING (document_id)
JOIN core.document_texts AS content USING (document_id)
JOIN core.sentences AS sentence USING (document_id, sentence_no)
WHERE NOT %(is_new)s OR document.run_id = %(run_id)s
ORDER BY event.starts_on DESC NULLS LAST, document.document_id, event.sentence_no, event.event_id
LIMIT %(limit)s
