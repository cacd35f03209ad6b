-- One row an event, whatever its modality, with names in both languages.
-- after: events_kept
CREATE VIEW analyst.events_all AS
SELECT * FROM analyst.events_kept;
