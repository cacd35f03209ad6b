-- after: events_all
-- What happened according to the texts: asserted events only.
CREATE VIEW analyst.events AS
SELECT * FROM analyst.events_all WHERE modality = 'asserted';
