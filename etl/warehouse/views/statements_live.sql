-- What statements keeps, made from events_all and core at this moment: for a few documents at a time.
-- after: events_all, corrected_participants
CREATE VIEW analyst.statements_live AS
SELECT
    event.event_id,
    CASE said.role WHEN 'speaker' THEN 'reports' ELSE 'says' END AS act,
    said.actor_id,
    coalesce(actor.name_en, mention.name_en, said.surface) AS speaker_en,
    coalesce(actor.name_ar, mention.name_ar, said.surface) AS speaker_ar,
    event.is_repeat,
    event.document_id,
    event.source_code
FROM analyst.events_all AS event
-- Looked up for each event: a join would put the participants of all events together first.
CROSS JOIN LATERAL (
    SELECT * FROM analyst.corrected_participants AS p WHERE p.event_id = event.event_id OFFSET 0
) AS said
LEFT JOIN core.actors AS actor ON actor.actor_id = said.actor_id
LEFT JOIN core.actor_mentions AS mention ON mention.actor_mention_id = said.actor_mention_id
WHERE said.role = 'speaker'
   OR (said.role = 'source' AND (event.plover_type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'SUPPORT')
                                 OR event.event_type = 'statement'));
