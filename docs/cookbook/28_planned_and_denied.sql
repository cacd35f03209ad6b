-- What is announced, feared or denied?
-- Everything that is not said to have happened. Only `events_all` has it; `events` and all counts leave it out.
SELECT modality, event_type, starts_on, ends_on, sources_en, targets_en, speaker_en, trigger
FROM events_all
WHERE modality <> 'asserted' AND NOT is_repeat AND published_on >= '2020-01-01'
ORDER BY modality, published_on, event_type, event_id
LIMIT 20;
