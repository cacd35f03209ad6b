-- On whose word does the news rest?
-- Events reported through a speaker, by speaker, and how many outlets quote it. An event without a speaker is told by
-- the outlet itself.
SELECT speaker_en, sum(events) AS events, count(*) AS outlets
FROM speakers
GROUP BY speaker_en
ORDER BY events DESC, speaker_en
LIMIT 10;
