-- Participants that no table names have a class and a country; an event says how its day is known and what decided.

ALTER TABLE core.event_participants ADD COLUMN head_class TEXT;
ALTER TABLE core.event_participants ADD COLUMN country_code TEXT;
COMMENT ON COLUMN core.event_participants.head_class IS 'Of a described participant: person, armed, crowd, official, org, facility, vehicle ...; null where named.';
COMMENT ON COLUMN core.event_participants.country_code IS 'ISO 3166-1 alpha-2, as the phrase or the place of the event gives it; null where neither does.';
ALTER TABLE core.events ADD COLUMN date_source TEXT;
ALTER TABLE core.events ADD COLUMN why JSONB;
ALTER TABLE core.events ADD CONSTRAINT date_source CHECK (date_source IN ('text', 'scene', 'published')) NOT VALID;
ALTER TABLE core.events VALIDATE CONSTRAINT date_source;
COMMENT ON COLUMN core.events.date_source IS 'How the day is known: text (an expression gives it), scene (another mention does), published (lent by the document); null without a day.';
COMMENT ON COLUMN core.events.why IS 'What decided, in order: step, rule, start, end, weight and the runner-up; null for codings older than this column.';
