-- Who says what: events of any modality that a document reports through a speaker.
-- after: events_all
CREATE VIEW analyst.statements AS
SELECT
    event.event_id,
    attribution.actor_id,
    coalesce(actor.name_en, event.speaker_en) AS speaker_en,
    coalesce(actor.name_ar, event.speaker_ar) AS speaker_ar,
    event.event_type,
    event.modality,
    event.starts_on,
    event.ends_on,
    event.sources_en,
    event.targets_en,
    event.place_en,
    event.figures,
    event.is_repeat,
    event.sentence_no,
    event.document_id,
    event.source_code,
    event.published_on
FROM analyst.events_all AS event
JOIN core.attributions AS attribution USING (event_id)
LEFT JOIN core.actors AS actor ON actor.actor_id = attribution.actor_id
WHERE attribution.speaker IS NOT NULL;
