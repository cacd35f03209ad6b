-- How many events each outlet tells on the word of each speaker, counted on as unresolved_kept is.
-- after: statements_kept
CREATE TABLE analyst.speakers_kept AS
SELECT speaker_en, source_code, count(*) AS events
FROM analyst.statements_kept
WHERE act = 'reports' AND NOT is_repeat
GROUP BY speaker_en, source_code;
CREATE UNIQUE INDEX speakers_kept_speaker_en_idx ON analyst.speakers_kept (speaker_en, source_code);
ANALYZE analyst.speakers_kept;
