-- Who says what: events of any modality that a document reports through a speaker (act: reports), and what actors say
-- themselves: demands, condemnations, denials, threats (act: says).
-- after: statements_kept, events_kept
CREATE VIEW analyst.statements AS
SELECT
    said.event_id, said.act, said.actor_id, said.speaker_en, said.speaker_ar, event.event_type, event.modality,
    event.starts_on, event.ends_on, event.date_source, coalesce(event.sources_en, event.sources_ar) AS sources_en,
    coalesce(event.targets_en, event.targets_ar) AS targets_en, event.place_en, event.figures,
    said.is_repeat, event.sentence_no, said.document_id, said.source_code, event.published_on, event.published_at
FROM analyst.statements_kept AS said
LEFT JOIN analyst.events_kept AS event ON event.event_id = said.event_id;
