-- Participants and places that are described and not named, how a day is known, and what decided.

CREATE TYPE ref.date_source AS ENUM ('text', 'scene', 'published');

ALTER TABLE core.events
    ADD COLUMN date_source ref.date_source,
    ADD COLUMN why JSONB;
COMMENT ON COLUMN core.events.date_source IS 'How the day is known: text (its own sentence says it), scene (what stands before, or the event that it is part of, says it), published (told as news, so it is lent the day of publication); null without a day.';
COMMENT ON COLUMN core.events.why IS 'What decided, in order: a list of {step, rule, start, end, weight, rejected}; start and end are offsets in the raw text, weight is 0 to 1, rejected is what came second.';
COMMENT ON COLUMN core.events.rule IS 'Row of seeds/triggers.csv that coded it: its type and first word.';
ALTER TABLE core.events_history
    ADD COLUMN date_source ref.date_source,
    ADD COLUMN why JSONB;
COMMENT ON COLUMN core.events_history.date_source IS 'How the day is known: text (its own sentence says it), scene (what stands before, or the event that it is part of, says it), published (told as news, so it is lent the day of publication); null without a day.';
COMMENT ON COLUMN core.events_history.why IS 'What decided, in order: a list of {step, rule, start, end, weight, rejected}; start and end are offsets in the raw text, weight is 0 to 1, rejected is what came second.';
COMMENT ON COLUMN core.events_history.rule IS 'Row of seeds/triggers.csv that coded it: its type and first word.';

ALTER TABLE core.event_participants
    ADD COLUMN form ref.mention_form,
    ADD COLUMN head_class TEXT,
    ADD COLUMN country_code TEXT,
    ADD COLUMN reason_code TEXT;
COMMENT ON COLUMN core.event_participants.form IS 'How the text gives the participant: name, nationality adjective or description.';
COMMENT ON COLUMN core.event_participants.head_class IS 'What the noun of a described participant stands for: person, armed, crowd, official, org, ... (the classes of seeds/noun_classes.csv).';
COMMENT ON COLUMN core.event_participants.country_code IS 'ISO 3166-1 alpha-2 code of the participant''s country, where the text gives one.';
COMMENT ON COLUMN core.event_participants.reason_code IS 'Why the actor is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.event_participants.actor_mention_id IS 'Mention; null where the text describes the participant without naming one.';
ALTER TABLE core.event_participants_history
    ADD COLUMN form ref.mention_form,
    ADD COLUMN head_class TEXT,
    ADD COLUMN country_code TEXT,
    ADD COLUMN reason_code TEXT;
COMMENT ON COLUMN core.event_participants_history.form IS 'How the text gives the participant: name, nationality adjective or description.';
COMMENT ON COLUMN core.event_participants_history.head_class IS 'What the noun of a described participant stands for: person, armed, crowd, official, org, ... (the classes of seeds/noun_classes.csv).';
COMMENT ON COLUMN core.event_participants_history.country_code IS 'ISO 3166-1 alpha-2 code of the participant''s country, where the text gives one.';
COMMENT ON COLUMN core.event_participants_history.reason_code IS 'Why the actor is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.event_participants_history.actor_mention_id IS 'Mention; null where the text describes the participant without naming one.';
COMMENT ON TABLE core.event_participants IS 'Who did it, to whom, and who says so: by name, or described (three gunmen) with the whole phrase.';

ALTER TABLE core.event_locations
    ADD COLUMN form ref.mention_form,
    ADD COLUMN reason_code TEXT;
COMMENT ON COLUMN core.event_locations.form IS 'How the text gives the place: name, nationality adjective or description.';
COMMENT ON COLUMN core.event_locations.reason_code IS 'Why the place is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.event_locations.location_mention_id IS 'Mention; null where the text describes the place (the market) or lets a word stand for it (the city).';
ALTER TABLE core.event_locations_history
    ADD COLUMN form ref.mention_form,
    ADD COLUMN reason_code TEXT;
COMMENT ON COLUMN core.event_locations_history.form IS 'How the text gives the place: name, nationality adjective or description.';
COMMENT ON COLUMN core.event_locations_history.reason_code IS 'Why the place is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.event_locations_history.location_mention_id IS 'Mention; null where the text describes the place (the market) or lets a word stand for it (the city).';
COMMENT ON TABLE core.event_locations IS 'Where it happened, from where, to where; a description with a location_id stands for that place.';
