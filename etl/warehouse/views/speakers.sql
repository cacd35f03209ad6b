-- On whose word the news rests: events of any modality that an outlet reports through a speaker.
-- after: speakers_kept
CREATE VIEW analyst.speakers AS
SELECT speaker_en, source_code, events FROM analyst.speakers_kept WHERE events > 0;
