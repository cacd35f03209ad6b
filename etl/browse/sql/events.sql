-- Events with their sentences and figures, in the order of the ids.
SELECT event.event_id, event.event_type, event.event_name_en, event.event_name_ar, event.quad_code, event.modality,
       event.starts_on, event.ends_on, event.date_source, event.place_en, event.place_ar, event.origin_en, event.origin_ar,
       event.destination_en, event.destination_ar, event.sources_en, event.sources_ar, event.targets_en, event.targets_ar,
       event.speaker_en, event.speaker_ar, event.is_repeat, event.confidence, event.cluster_id, event.source_code,
       event.published_on, event.title, event.document_id, event.sentence_no, sentence.sentence, sentence.start_offset,
       corrected.is_corrected, corrected.start_offset AS trigger_start, corrected.end_offset AS trigger_end,
       ARRAY(
           SELECT json_build_object('kind', coalesce(figure.kind, figure.unit), 'low', figure.low, 'high', figure.high,
                                    'unit', coalesce(figure.unit_code, figure.unit), 'surface', figure.surface)
           FROM analyst.corrected_event_figures AS link JOIN analyst.corrected_figures AS figure USING (figure_id)
           WHERE link.event_id = event.event_id ORDER BY figure.start_offset, figure.figure_id
       ) AS figures
FROM unnest(%(event_ids)s::uuid[]) WITH ORDINALITY AS wanted (event_id, position)
JOIN analyst.events_all AS event USING (event_id)
JOIN analyst.corrected_events AS corrected USING (event_id)
JOIN analyst.sentences AS sentence ON sentence.document_id = event.document_id AND sentence.sentence_no = event.sentence_no
-- Said of each view: none is put together for all events or articles.
WHERE event.event_id = ANY(%(event_ids)s::uuid[]) AND corrected.event_id = ANY(%(event_ids)s::uuid[])
  AND sentence.document_id = ANY(ARRAY(
      SELECT told.document_id FROM analyst.events_all AS told WHERE told.event_id = ANY(%(event_ids)s::uuid[])
  ))
ORDER BY wanted.position
