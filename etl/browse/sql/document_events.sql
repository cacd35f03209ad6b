-- The events of one article with the spans that they are made of.
SELECT event.event_id AS row_id, event.event_name_en, event.event_name_ar, event.modality, event.starts_on, event.ends_on,
       event.date_source, event.grain, event.place_en, event.place_ar, event.sources_en,
       event.sources_ar, event.targets_en, event.targets_ar, event.speaker_en, event.speaker_ar, event.confidence, event.cluster_id, event.trigger AS surface,
       coded.start_offset, coded.end_offset, coded.rule, coded.why, corrected.is_corrected,
       ARRAY(
           SELECT concat_ws(chr(31), taking.role, coalesce(taking.actor_mention_id::text, ''), 'actor', taking.start_offset,
                            taking.end_offset, taking.surface)
           FROM core.event_participants AS taking WHERE taking.event_id = event.event_id
           ORDER BY taking.role, taking.position
       ) || ARRAY(
           SELECT concat_ws(chr(31), placed.role, coalesce(placed.location_mention_id::text, ''), 'place',
                            placed.start_offset, placed.end_offset, placed.surface)
           FROM core.event_locations AS placed WHERE placed.event_id = event.event_id ORDER BY placed.role
       ) || ARRAY(
           SELECT concat_ws(chr(31), 'figure', figure.figure_id, 'figure', figure.start_offset, figure.end_offset,
                            figure.surface)
           FROM analyst.corrected_event_figures AS link JOIN analyst.known_figures AS figure USING (figure_id)
           WHERE link.event_id = event.event_id ORDER BY figure.start_offset, figure.figure_id
       ) || ARRAY(
           SELECT concat_ws(chr(31), 'day', said.time_expression_id, 'date', said.start_offset, said.end_offset,
                            said.surface)
           FROM core.time_expressions AS said WHERE said.time_expression_id = coded.time_expression_id
       ) AS parts
FROM analyst.events_all AS event
JOIN analyst.known_events AS coded USING (event_id)
JOIN analyst.corrected_events AS corrected USING (event_id)
-- Said of each view: none of them is put together for all articles.
WHERE event.document_id = %(document_id)s AND coded.document_id = %(document_id)s
  AND corrected.document_id = %(document_id)s
ORDER BY coded.start_offset, coded.end_offset, event.event_id
