-- What happened in Aleppo governorate in December 2016?
-- One row an event, as one document tells it. Days are an interval: the text does not always say which one. `place_en`
-- is the finest place that the text gives.
SELECT starts_on, ends_on, event_type, sources_en, targets_en, place_en, figures, speaker_en
FROM events
WHERE admin1_code = 'SY-HL' AND starts_on <= '2016-12-31' AND ends_on >= '2016-12-01' AND NOT is_repeat
ORDER BY starts_on, ends_on, event_type, event_id;
