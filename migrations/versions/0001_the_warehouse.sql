-- The schemas, vocabularies and tables of the first version.

CREATE SCHEMA IF NOT EXISTS core;
COMMENT ON SCHEMA core IS 'What the news says, normalised: documents, mentions, events; every row points at its characters.';

CREATE SCHEMA IF NOT EXISTS ref;
COMMENT ON SCHEMA ref IS 'Reference tables loaded from seeds/, and the vocabularies.';

CREATE SCHEMA IF NOT EXISTS ops;
COMMENT ON SCHEMA ops IS 'Runs, ledger of files, quarantine and checks.';

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA ref;

CREATE TYPE ref.qualifier AS ENUM ('exact', 'about', 'at_least', 'at_most', 'more_than', 'less_than', 'between', 'order_of_magnitude');

CREATE TYPE ref.timex AS ENUM ('DATE', 'TIME', 'DURATION', 'SET');

CREATE TYPE ref.modality AS ENUM ('asserted', 'negated', 'denied', 'future', 'intended', 'hypothetical', 'habitual');

CREATE TYPE ref.mention_form AS ENUM ('name', 'nisba', 'description');

CREATE TYPE ref.calendar AS ENUM ('gregorian', 'hijri');

CREATE TYPE ref.participant_role AS ENUM ('source', 'target', 'speaker', 'affected');

CREATE TYPE ref.location_role AS ENUM ('where', 'origin', 'destination');

CREATE TYPE ref.published_source AS ENUM ('metadata', 'sidecar', 'path', 'dateline', 'argument', 'none');

CREATE TYPE ref.file_outcome AS ENUM ('loaded', 'unchanged', 'quarantined');

CREATE TYPE ref.run_status AS ENUM ('running', 'finished', 'failed');

CREATE TYPE ref.batch_status AS ENUM ('planned', 'done');

CREATE TYPE ref.check_status AS ENUM ('passed', 'warned', 'failed');

CREATE TABLE core.actor_mentions_history (
    actor_mention_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    name_start_offset INTEGER NOT NULL,
    name_end_offset INTEGER NOT NULL,
    form ref.mention_form NOT NULL,
    actor_id TEXT,
    name_ar TEXT,
    name_en TEXT,
    kind TEXT NOT NULL,
    country_code TEXT,
    sector TEXT,
    role TEXT,
    reason_code TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT actor_mentions_history_pkey PRIMARY KEY (actor_mention_id, superseded_at)
);

COMMENT ON TABLE core.actor_mentions_history IS 'Superseded rows of core.actor_mentions.';
COMMENT ON COLUMN core.actor_mentions_history.actor_mention_id IS 'Made from document, span and kind.';
COMMENT ON COLUMN core.actor_mentions_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.actor_mentions_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.actor_mentions_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.actor_mentions_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.actor_mentions_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.actor_mentions_history.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.actor_mentions_history.name_start_offset IS 'First character of the bare name.';
COMMENT ON COLUMN core.actor_mentions_history.name_end_offset IS 'End of the bare name, exclusive.';
COMMENT ON COLUMN core.actor_mentions_history.form IS 'By name, by nationality adjective, or by description.';
COMMENT ON COLUMN core.actor_mentions_history.actor_id IS 'Actor; null where unresolved.';
COMMENT ON COLUMN core.actor_mentions_history.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.actor_mentions_history.name_en IS 'Name in English.';
COMMENT ON COLUMN core.actor_mentions_history.kind IS 'Kind of actor, as in core.actors.';
COMMENT ON COLUMN core.actor_mentions_history.country_code IS 'ISO 3166-1 alpha-2 code of the actor.';
COMMENT ON COLUMN core.actor_mentions_history.sector IS 'PLOVER sector.';
COMMENT ON COLUMN core.actor_mentions_history.role IS 'Title as written.';
COMMENT ON COLUMN core.actor_mentions_history.reason_code IS 'Why the actor is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.actor_mentions_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.actor_mentions_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.actors (
    actor_id TEXT NOT NULL,
    name_ar TEXT,
    name_en TEXT,
    kind TEXT NOT NULL,
    country_code TEXT,
    sector TEXT,
    wikidata_id TEXT,
    is_seeded BOOLEAN NOT NULL,
    CONSTRAINT actors_pkey PRIMARY KEY (actor_id)
);

COMMENT ON TABLE core.actors IS 'Persons, states, organisations and groups that act.';
COMMENT ON COLUMN core.actors.actor_id IS 'Stable id: that of seeds/actors.csv, or made by a rule of the extractor.';
COMMENT ON COLUMN core.actors.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.actors.name_en IS 'Name in English.';
COMMENT ON COLUMN core.actors.kind IS 'person, state, government, military, armed_group, police, party, igo, ngo, media, ...';
COMMENT ON COLUMN core.actors.country_code IS 'ISO 3166-1 alpha-2 code of the actor.';
COMMENT ON COLUMN core.actors.sector IS 'PLOVER sector: GOV, MIL, REB, CVL, ...';
COMMENT ON COLUMN core.actors.wikidata_id IS 'Item of Wikidata.';
COMMENT ON COLUMN core.actors.is_seeded IS 'Comes from seeds/; otherwise from the mentions.';

CREATE TABLE core.attributions_history (
    event_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    actor_id TEXT,
    speaker TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT attributions_history_pkey PRIMARY KEY (event_id, superseded_at)
);

COMMENT ON TABLE core.attributions_history IS 'Superseded rows of core.attributions.';
COMMENT ON COLUMN core.attributions_history.event_id IS 'Event.';
COMMENT ON COLUMN core.attributions_history.source_code IS 'Outlet that prints it.';
COMMENT ON COLUMN core.attributions_history.actor_id IS 'Resolved speaker.';
COMMENT ON COLUMN core.attributions_history.speaker IS 'The speaker as written; null where the outlet itself says it.';
COMMENT ON COLUMN core.attributions_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.attributions_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.corrections (
    correction_id UUID NOT NULL,
    table_name TEXT NOT NULL,
    row_id UUID NOT NULL,
    column_name TEXT NOT NULL,
    coded_value TEXT,
    corrected_value TEXT,
    reason TEXT NOT NULL,
    corrected_by TEXT NOT NULL,
    corrected_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT corrections_pkey PRIMARY KEY (correction_id)
);

COMMENT ON TABLE core.corrections IS 'Values that an analyst found wrong. Row ids come from content, so a correction survives re-coding.';
COMMENT ON COLUMN core.corrections.correction_id IS 'Id of the correction.';
COMMENT ON COLUMN core.corrections.table_name IS 'Table of core that holds the wrong value.';
COMMENT ON COLUMN core.corrections.row_id IS 'Id of the row in that table.';
COMMENT ON COLUMN core.corrections.column_name IS 'Column with the wrong value.';
COMMENT ON COLUMN core.corrections.coded_value IS 'The value as coded when it was corrected.';
COMMENT ON COLUMN core.corrections.corrected_value IS 'The right value; null where there is none.';
COMMENT ON COLUMN core.corrections.reason IS 'Why, for people.';
COMMENT ON COLUMN core.corrections.corrected_by IS 'Who.';
COMMENT ON COLUMN core.corrections.corrected_at IS 'When.';

CREATE TABLE core.documents_history (
    document_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    origin_id UUID NOT NULL,
    title TEXT,
    url TEXT,
    author TEXT,
    section TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    published_on DATE,
    published_source ref.published_source NOT NULL,
    language_code TEXT NOT NULL,
    characters INTEGER NOT NULL,
    coding_version TEXT NOT NULL,
    coded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id UUID NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT documents_history_pkey PRIMARY KEY (document_id, superseded_at)
);

COMMENT ON TABLE core.documents_history IS 'Superseded rows of core.documents.';
COMMENT ON COLUMN core.documents_history.document_id IS 'Made from the source and the content alone: the same item has it wherever it is found.';
COMMENT ON COLUMN core.documents_history.source_code IS 'Outlet.';
COMMENT ON COLUMN core.documents_history.origin_id IS 'The origin that title, address and day were taken from (document_origins).';
COMMENT ON COLUMN core.documents_history.title IS 'Headline.';
COMMENT ON COLUMN core.documents_history.url IS 'Address of the item on the web.';
COMMENT ON COLUMN core.documents_history.author IS 'Author as written.';
COMMENT ON COLUMN core.documents_history.section IS 'Section or category that the outlet put it in.';
COMMENT ON COLUMN core.documents_history.published_at IS 'Moment of publication where the file gives it.';
COMMENT ON COLUMN core.documents_history.published_on IS 'Day of publication, which relative dates count from.';
COMMENT ON COLUMN core.documents_history.published_source IS 'How the day of publication is known.';
COMMENT ON COLUMN core.documents_history.language_code IS 'ISO 639-1 code of the language.';
COMMENT ON COLUMN core.documents_history.characters IS 'Length of the raw text in Unicode code points.';
COMMENT ON COLUMN core.documents_history.coding_version IS 'Version of the extractor and fingerprint of its tables.';
COMMENT ON COLUMN core.documents_history.coded_at IS 'When this coding was loaded.';
COMMENT ON COLUMN core.documents_history.run_id IS 'Run that loaded this coding (ops.runs).';
COMMENT ON COLUMN core.documents_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.documents_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.event_figures_history (
    event_id UUID NOT NULL,
    figure_id UUID NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT event_figures_history_pkey PRIMARY KEY (event_id, figure_id, superseded_at)
);

COMMENT ON TABLE core.event_figures_history IS 'Superseded rows of core.event_figures.';
COMMENT ON COLUMN core.event_figures_history.event_id IS 'Event.';
COMMENT ON COLUMN core.event_figures_history.figure_id IS 'Figure.';
COMMENT ON COLUMN core.event_figures_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.event_figures_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.event_locations_history (
    event_id UUID NOT NULL,
    role ref.location_role NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    location_id TEXT,
    location_mention_id UUID,
    relation TEXT,
    precision SMALLINT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT event_locations_history_pkey PRIMARY KEY (event_id, role, superseded_at)
);

COMMENT ON TABLE core.event_locations_history IS 'Superseded rows of core.event_locations.';
COMMENT ON COLUMN core.event_locations_history.event_id IS 'Event.';
COMMENT ON COLUMN core.event_locations_history.role IS 'where it happened, origin or destination of a movement.';
COMMENT ON COLUMN core.event_locations_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.event_locations_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.event_locations_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_locations_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.event_locations_history.location_id IS 'Place; null where unresolved.';
COMMENT ON COLUMN core.event_locations_history.location_mention_id IS 'Mention.';
COMMENT ON COLUMN core.event_locations_history.relation IS 'Where from the place: east, countryside, near, ...';
COMMENT ON COLUMN core.event_locations_history.precision IS 'PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country.';
COMMENT ON COLUMN core.event_locations_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.event_locations_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.event_mentions_history (
    event_id UUID NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    sentence_no INTEGER NOT NULL,
    surface TEXT NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT event_mentions_history_pkey PRIMARY KEY (event_id, start_offset, end_offset, superseded_at)
);

COMMENT ON TABLE core.event_mentions_history IS 'Superseded rows of core.event_mentions.';
COMMENT ON COLUMN core.event_mentions_history.event_id IS 'Event.';
COMMENT ON COLUMN core.event_mentions_history.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.event_mentions_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_mentions_history.sentence_no IS 'Ordinal of the sentence.';
COMMENT ON COLUMN core.event_mentions_history.surface IS 'The characters of the raw text.';
COMMENT ON COLUMN core.event_mentions_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.event_mentions_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.event_participants_history (
    event_id UUID NOT NULL,
    role ref.participant_role NOT NULL,
    position SMALLINT NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    actor_id TEXT,
    actor_mention_id UUID,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT event_participants_history_pkey PRIMARY KEY (event_id, role, position, superseded_at)
);

COMMENT ON TABLE core.event_participants_history IS 'Superseded rows of core.event_participants.';
COMMENT ON COLUMN core.event_participants_history.event_id IS 'Event.';
COMMENT ON COLUMN core.event_participants_history.role IS 'source acts, target is acted upon, speaker reports it, affected suffers it.';
COMMENT ON COLUMN core.event_participants_history.position IS 'Ordinal among the participants of this role, from 0.';
COMMENT ON COLUMN core.event_participants_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.event_participants_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.event_participants_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_participants_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.event_participants_history.actor_id IS 'Actor; null where unresolved.';
COMMENT ON COLUMN core.event_participants_history.actor_mention_id IS 'Mention.';
COMMENT ON COLUMN core.event_participants_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.event_participants_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.events_history (
    event_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    event_type TEXT NOT NULL,
    plover_type TEXT,
    plover_mode TEXT,
    cameo_code TEXT,
    modality ref.modality NOT NULL,
    starts_on DATE,
    ends_on DATE,
    grain TEXT,
    time_expression_id UUID,
    confidence REAL NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT events_history_pkey PRIMARY KEY (event_id, superseded_at)
);

COMMENT ON TABLE core.events_history IS 'Superseded rows of core.events.';
COMMENT ON COLUMN core.events_history.event_id IS 'Made from document, trigger and type.';
COMMENT ON COLUMN core.events_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.events_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.events_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.events_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.events_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.events_history.rule IS 'Name of the rule that coded it.';
COMMENT ON COLUMN core.events_history.event_type IS 'Type.';
COMMENT ON COLUMN core.events_history.plover_type IS 'PLOVER 2.0 type.';
COMMENT ON COLUMN core.events_history.plover_mode IS 'PLOVER 2.0 mode.';
COMMENT ON COLUMN core.events_history.cameo_code IS 'CAMEO code.';
COMMENT ON COLUMN core.events_history.modality IS 'Only asserted events are said to have happened.';
COMMENT ON COLUMN core.events_history.starts_on IS 'First day; null where the text does not say.';
COMMENT ON COLUMN core.events_history.ends_on IS 'Last day, inclusive.';
COMMENT ON COLUMN core.events_history.grain IS 'How exactly the day is known.';
COMMENT ON COLUMN core.events_history.time_expression_id IS 'Expression that gives the day; null where it is the document''s own.';
COMMENT ON COLUMN core.events_history.confidence IS '0 to 1.';
COMMENT ON COLUMN core.events_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.events_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.figures_history (
    figure_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    number_start_offset INTEGER NOT NULL,
    number_end_offset INTEGER NOT NULL,
    low NUMERIC,
    high NUMERIC,
    best NUMERIC,
    qualifier ref.qualifier NOT NULL,
    unit TEXT NOT NULL,
    unit_code TEXT,
    counted TEXT,
    kind TEXT,
    flow TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT figures_history_pkey PRIMARY KEY (figure_id, superseded_at)
);

COMMENT ON TABLE core.figures_history IS 'Superseded rows of core.figures.';
COMMENT ON COLUMN core.figures_history.figure_id IS 'Made from document, span and unit.';
COMMENT ON COLUMN core.figures_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.figures_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.figures_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.figures_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.figures_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.figures_history.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.figures_history.number_start_offset IS 'First character of the number alone.';
COMMENT ON COLUMN core.figures_history.number_end_offset IS 'End of the number alone, exclusive.';
COMMENT ON COLUMN core.figures_history.low IS 'Lower bound, inclusive; null where open.';
COMMENT ON COLUMN core.figures_history.high IS 'Upper bound, inclusive; null where open.';
COMMENT ON COLUMN core.figures_history.best IS 'Best single value; null where none can be said.';
COMMENT ON COLUMN core.figures_history.qualifier IS 'How the text limits the number.';
COMMENT ON COLUMN core.figures_history.unit IS 'What is counted or measured: count, persons, households, money, distance, ...';
COMMENT ON COLUMN core.figures_history.unit_code IS 'Unit in detail: USD, km, ...';
COMMENT ON COLUMN core.figures_history.counted IS 'The counted noun phrase as written.';
COMMENT ON COLUMN core.figures_history.kind IS 'killed, injured, displaced, ..., territory_share; null where nothing of the kind is said.';
COMMENT ON COLUMN core.figures_history.flow IS 'flow, stock, cumulative or share.';
COMMENT ON COLUMN core.figures_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.figures_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.location_mentions_history (
    location_mention_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    name_start_offset INTEGER NOT NULL,
    name_end_offset INTEGER NOT NULL,
    form ref.mention_form NOT NULL,
    location_id TEXT,
    name_ar TEXT,
    name_en TEXT,
    country_code TEXT,
    feature TEXT,
    relation TEXT,
    precision SMALLINT,
    score REAL,
    reason_code TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT location_mentions_history_pkey PRIMARY KEY (location_mention_id, superseded_at)
);

COMMENT ON TABLE core.location_mentions_history IS 'Superseded rows of core.location_mentions.';
COMMENT ON COLUMN core.location_mentions_history.location_mention_id IS 'Made from document, span and form.';
COMMENT ON COLUMN core.location_mentions_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.location_mentions_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.location_mentions_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.location_mentions_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.location_mentions_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.location_mentions_history.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.location_mentions_history.name_start_offset IS 'First character of the bare name.';
COMMENT ON COLUMN core.location_mentions_history.name_end_offset IS 'End of the bare name, exclusive.';
COMMENT ON COLUMN core.location_mentions_history.form IS 'By name, by nationality adjective, or by description.';
COMMENT ON COLUMN core.location_mentions_history.location_id IS 'Place; null where unresolved.';
COMMENT ON COLUMN core.location_mentions_history.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.location_mentions_history.name_en IS 'Name in English.';
COMMENT ON COLUMN core.location_mentions_history.country_code IS 'ISO 3166-1 alpha-2 code of the place.';
COMMENT ON COLUMN core.location_mentions_history.feature IS 'Kind of place, as in core.locations.';
COMMENT ON COLUMN core.location_mentions_history.relation IS 'Where from the place: east, countryside, centre, near, dateline, ...';
COMMENT ON COLUMN core.location_mentions_history.precision IS 'PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country.';
COMMENT ON COLUMN core.location_mentions_history.score IS 'Certainty of the resolution, 0 to 1.';
COMMENT ON COLUMN core.location_mentions_history.reason_code IS 'Why the place is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.location_mentions_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.location_mentions_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.locations (
    location_id TEXT NOT NULL,
    name_ar TEXT,
    name_en TEXT,
    country_code TEXT,
    feature TEXT,
    admin1_code TEXT,
    latitude DOUBLE PRECISION CONSTRAINT locations_latitude_check CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CONSTRAINT locations_longitude_check CHECK (longitude BETWEEN -180 AND 180),
    population BIGINT,
    is_seeded BOOLEAN NOT NULL,
    CONSTRAINT locations_pkey PRIMARY KEY (location_id)
);

COMMENT ON TABLE core.locations IS 'Places.';
COMMENT ON COLUMN core.locations.location_id IS 'GeoNames id where one exists.';
COMMENT ON COLUMN core.locations.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.locations.name_en IS 'Name in English.';
COMMENT ON COLUMN core.locations.country_code IS 'ISO 3166-1 alpha-2 code of the place.';
COMMENT ON COLUMN core.locations.feature IS 'country, region, admin1, admin2, city, district, camp, facility, water, ...';
COMMENT ON COLUMN core.locations.admin1_code IS 'ISO 3166-2 code of the first-level region that it lies in.';
COMMENT ON COLUMN core.locations.latitude IS 'Degrees north (WGS 84).';
COMMENT ON COLUMN core.locations.longitude IS 'Degrees east (WGS 84).';
COMMENT ON COLUMN core.locations.population IS 'Inhabitants, for ranking only.';
COMMENT ON COLUMN core.locations.is_seeded IS 'Comes from seeds/; otherwise from the mentions.';

CREATE TABLE core.sentences_history (
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT sentences_history_pkey PRIMARY KEY (document_id, sentence_no, superseded_at)
);

COMMENT ON TABLE core.sentences_history IS 'Superseded rows of core.sentences.';
COMMENT ON COLUMN core.sentences_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.sentences_history.sentence_no IS 'Ordinal in the document, from 0.';
COMMENT ON COLUMN core.sentences_history.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.sentences_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.sentences_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.sentences_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.sources (
    source_code TEXT NOT NULL,
    name_ar TEXT,
    name_en TEXT,
    country_code TEXT,
    CONSTRAINT sources_pkey PRIMARY KEY (source_code)
);

COMMENT ON TABLE core.sources IS 'Outlets that the documents come from.';
COMMENT ON COLUMN core.sources.source_code IS 'Short name of the outlet as the files give it.';
COMMENT ON COLUMN core.sources.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.sources.name_en IS 'Name in English.';
COMMENT ON COLUMN core.sources.country_code IS 'ISO 3166-1 alpha-2 code of its seat.';

CREATE TABLE core.time_expressions_history (
    time_expression_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    timex ref.timex NOT NULL,
    value TEXT,
    starts_on DATE,
    ends_on DATE,
    grain TEXT NOT NULL,
    modifier TEXT,
    calendar ref.calendar NOT NULL,
    anchor TEXT NOT NULL,
    reason_code TEXT,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT time_expressions_history_pkey PRIMARY KEY (time_expression_id, superseded_at)
);

COMMENT ON TABLE core.time_expressions_history IS 'Superseded rows of core.time_expressions.';
COMMENT ON COLUMN core.time_expressions_history.time_expression_id IS 'Made from document, span and type.';
COMMENT ON COLUMN core.time_expressions_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.time_expressions_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.time_expressions_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.time_expressions_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.time_expressions_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.time_expressions_history.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.time_expressions_history.timex IS 'TIMEX3 type.';
COMMENT ON COLUMN core.time_expressions_history.value IS 'TIMEX3 value; null where unresolved.';
COMMENT ON COLUMN core.time_expressions_history.starts_on IS 'First day; null where unresolved.';
COMMENT ON COLUMN core.time_expressions_history.ends_on IS 'Last day, inclusive; null where unresolved.';
COMMENT ON COLUMN core.time_expressions_history.grain IS 'minute, hour, part_of_day, day, week, month, quarter, year, decade or century.';
COMMENT ON COLUMN core.time_expressions_history.modifier IS 'start, mid, end, approx, since, until, before or after.';
COMMENT ON COLUMN core.time_expressions_history.calendar IS 'Calendar as written.';
COMMENT ON COLUMN core.time_expressions_history.anchor IS 'What it counts from: none, published_on, document or absolute.';
COMMENT ON COLUMN core.time_expressions_history.reason_code IS 'Why the expression is unresolved (ref.reason_codes); null where it is resolved.';
COMMENT ON COLUMN core.time_expressions_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.time_expressions_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE core.uncoded_sentences_history (
    uncoded_sentence_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_run_id UUID NOT NULL,
    CONSTRAINT uncoded_sentences_history_pkey PRIMARY KEY (uncoded_sentence_id, superseded_at)
);

COMMENT ON TABLE core.uncoded_sentences_history IS 'Superseded rows of core.uncoded_sentences.';
COMMENT ON COLUMN core.uncoded_sentences_history.uncoded_sentence_id IS 'Made from document, span and reason.';
COMMENT ON COLUMN core.uncoded_sentences_history.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.uncoded_sentences_history.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.uncoded_sentences_history.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.uncoded_sentences_history.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.uncoded_sentences_history.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.uncoded_sentences_history.reason_code IS 'Why no event came of it (ref.reason_codes).';
COMMENT ON COLUMN core.uncoded_sentences_history.superseded_at IS 'When a newer coding took its place.';
COMMENT ON COLUMN core.uncoded_sentences_history.superseded_run_id IS 'Run of the newer coding (ops.runs).';

CREATE TABLE ops.installed (
    part TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    installed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT installed_pkey PRIMARY KEY (part)
);

COMMENT ON TABLE ops.installed IS 'What `waqai migrate` installed beside the migrations, so that it does so once.';
COMMENT ON COLUMN ops.installed.part IS 'views, roles or the name of a table of seeds/.';
COMMENT ON COLUMN ops.installed.fingerprint IS 'SHA-256 of what it was installed from.';
COMMENT ON COLUMN ops.installed.installed_at IS 'When.';

CREATE TABLE ops.runs (
    run_id UUID NOT NULL,
    target TEXT NOT NULL,
    published_on DATE,
    source_code TEXT,
    coding_version TEXT NOT NULL,
    reading TEXT NOT NULL,
    status ref.run_status NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    files_in INTEGER DEFAULT '0' NOT NULL,
    files_loaded INTEGER DEFAULT '0' NOT NULL,
    files_unchanged INTEGER DEFAULT '0' NOT NULL,
    files_quarantined INTEGER DEFAULT '0' NOT NULL,
    documents_in INTEGER DEFAULT '0' NOT NULL,
    documents_loaded INTEGER DEFAULT '0' NOT NULL,
    documents_unchanged INTEGER DEFAULT '0' NOT NULL,
    documents_quarantined INTEGER DEFAULT '0' NOT NULL,
    events_loaded INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT runs_pkey PRIMARY KEY (run_id),
    CONSTRAINT runs_files_add_up_check CHECK (status <> 'finished' OR files_in = files_loaded + files_unchanged + files_quarantined),
    CONSTRAINT runs_documents_add_up_check CHECK (status <> 'finished' OR documents_in = documents_loaded + documents_unchanged + documents_quarantined),
    CONSTRAINT runs_finished_at_check CHECK ((status = 'running') = (finished_at IS NULL))
);

COMMENT ON TABLE ops.runs IS 'Runs, one row each; the database itself refuses to close one whose counts do not add up.';
COMMENT ON COLUMN ops.runs.run_id IS 'Id of the run.';
COMMENT ON COLUMN ops.runs.target IS 'File, folder or address that was asked for.';
COMMENT ON COLUMN ops.runs.published_on IS 'Day given for files that do not say theirs.';
COMMENT ON COLUMN ops.runs.source_code IS 'Source given for files that do not say theirs.';
COMMENT ON COLUMN ops.runs.coding_version IS 'Version of the extractor and fingerprint of its tables.';
COMMENT ON COLUMN ops.runs.reading IS 'Version of the extractor and options, as in ops.files.';
COMMENT ON COLUMN ops.runs.status IS 'A run that adds up is finished; one with unprocessed files is failed.';
COMMENT ON COLUMN ops.runs.started_at IS 'When it was planned.';
COMMENT ON COLUMN ops.runs.finished_at IS 'When it was closed.';
COMMENT ON COLUMN ops.runs.files_in IS 'Number of files found.';
COMMENT ON COLUMN ops.runs.files_loaded IS 'Number of files loaded.';
COMMENT ON COLUMN ops.runs.files_unchanged IS 'Number of files known already and left alone.';
COMMENT ON COLUMN ops.runs.files_quarantined IS 'Number of files refused (ops.quarantine).';
COMMENT ON COLUMN ops.runs.documents_in IS 'Number of documents found.';
COMMENT ON COLUMN ops.runs.documents_loaded IS 'Number of documents loaded.';
COMMENT ON COLUMN ops.runs.documents_unchanged IS 'Number of documents known already and left alone.';
COMMENT ON COLUMN ops.runs.documents_quarantined IS 'Number of documents refused (ops.quarantine).';
COMMENT ON COLUMN ops.runs.events_loaded IS 'Number of events loaded.';

CREATE TABLE ref.event_types (
    event_type TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    plover_type TEXT,
    plover_mode TEXT,
    quad_code SMALLINT CONSTRAINT event_types_quad_code_check CHECK (quad_code BETWEEN 1 AND 4),
    cameo_code TEXT,
    acled_event_type TEXT,
    acled_sub_event_type TEXT,
    intensity NUMERIC CONSTRAINT event_types_intensity_check CHECK (intensity BETWEEN -10 AND 10),
    description TEXT,
    CONSTRAINT event_types_pkey PRIMARY KEY (event_type)
);

COMMENT ON TABLE ref.event_types IS 'Types of events with their places in PLOVER, CAMEO and ACLED.';
COMMENT ON COLUMN ref.event_types.event_type IS 'Our code of the type, for instance airstrike.';
COMMENT ON COLUMN ref.event_types.name_en IS 'Name in English.';
COMMENT ON COLUMN ref.event_types.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN ref.event_types.plover_type IS 'PLOVER 2.0 type; null where PLOVER has no home for it (disasters, economy).';
COMMENT ON COLUMN ref.event_types.plover_mode IS 'PLOVER 2.0 mode of that type.';
COMMENT ON COLUMN ref.event_types.quad_code IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.';
COMMENT ON COLUMN ref.event_types.cameo_code IS 'CAMEO code.';
COMMENT ON COLUMN ref.event_types.acled_event_type IS 'Nearest ACLED event type.';
COMMENT ON COLUMN ref.event_types.acled_sub_event_type IS 'Nearest ACLED sub-event type.';
COMMENT ON COLUMN ref.event_types.intensity IS 'Conflict (-10) to cooperation (+10), after Goldstein (1992).';
COMMENT ON COLUMN ref.event_types.description IS 'What counts as this type.';

CREATE TABLE ref.reason_codes (
    reason_code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    description TEXT NOT NULL,
    advice TEXT,
    CONSTRAINT reason_codes_pkey PRIMARY KEY (reason_code)
);

COMMENT ON TABLE ref.reason_codes IS 'Why a file or a document was refused.';
COMMENT ON COLUMN ref.reason_codes.reason_code IS 'Code as stored in ops.quarantine.';
COMMENT ON COLUMN ref.reason_codes.name_en IS 'Name in English.';
COMMENT ON COLUMN ref.reason_codes.description IS 'What it means.';
COMMENT ON COLUMN ref.reason_codes.advice IS 'What an operator can do.';

CREATE TABLE core.actor_aliases (
    actor_id TEXT NOT NULL,
    alias TEXT NOT NULL,
    form TEXT,
    condition TEXT,
    CONSTRAINT actor_aliases_pkey PRIMARY KEY (actor_id, alias),
    CONSTRAINT actor_aliases_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id)
);

CREATE INDEX actor_aliases_alias_idx ON core.actor_aliases (alias);

COMMENT ON TABLE core.actor_aliases IS 'Names of actors as the press writes them.';
COMMENT ON COLUMN core.actor_aliases.actor_id IS 'Actor.';
COMMENT ON COLUMN core.actor_aliases.alias IS 'A way to write the name.';
COMMENT ON COLUMN core.actor_aliases.form IS 'name, nisba or description.';
COMMENT ON COLUMN core.actor_aliases.condition IS 'What must be true of a document for the alias to count.';

CREATE TABLE core.actor_roles (
    actor_id TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    valid_from_on DATE NOT NULL,
    valid_to_on DATE,
    CONSTRAINT actor_roles_pkey PRIMARY KEY (actor_id, role, organisation, valid_from_on),
    CONSTRAINT actor_roles_valid_check CHECK (valid_from_on <= valid_to_on),
    CONSTRAINT actor_roles_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id)
);

COMMENT ON TABLE core.actor_roles IS 'Who held which office when.';
COMMENT ON COLUMN core.actor_roles.actor_id IS 'Who held the role.';
COMMENT ON COLUMN core.actor_roles.role IS 'Role, for instance president.';
COMMENT ON COLUMN core.actor_roles.organisation IS 'Country code or actor in which it was held; empty where none is meant.';
COMMENT ON COLUMN core.actor_roles.valid_from_on IS 'First day, of the month where only that is known; -infinity where unknown.';
COMMENT ON COLUMN core.actor_roles.valid_to_on IS 'Last day; null where it lasts or is unknown.';

CREATE TABLE core.documents (
    document_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    origin_id UUID NOT NULL,
    title TEXT,
    url TEXT,
    author TEXT,
    section TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    published_on DATE,
    published_source ref.published_source NOT NULL,
    language_code TEXT NOT NULL,
    characters INTEGER NOT NULL,
    coding_version TEXT NOT NULL,
    coded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id UUID NOT NULL,
    CONSTRAINT documents_pkey PRIMARY KEY (document_id),
    CONSTRAINT documents_source_code_fkey FOREIGN KEY(source_code) REFERENCES core.sources (source_code)
);

CREATE INDEX documents_published_on_idx ON core.documents (published_on);

CREATE INDEX documents_source_code_idx ON core.documents (source_code);

COMMENT ON TABLE core.documents IS 'News items, one row each, whatever the number of files that hold them.';
COMMENT ON COLUMN core.documents.document_id IS 'Made from the source and the content alone: the same item has it wherever it is found.';
COMMENT ON COLUMN core.documents.source_code IS 'Outlet.';
COMMENT ON COLUMN core.documents.origin_id IS 'The origin that title, address and day were taken from (document_origins).';
COMMENT ON COLUMN core.documents.title IS 'Headline.';
COMMENT ON COLUMN core.documents.url IS 'Address of the item on the web.';
COMMENT ON COLUMN core.documents.author IS 'Author as written.';
COMMENT ON COLUMN core.documents.section IS 'Section or category that the outlet put it in.';
COMMENT ON COLUMN core.documents.published_at IS 'Moment of publication where the file gives it.';
COMMENT ON COLUMN core.documents.published_on IS 'Day of publication, which relative dates count from.';
COMMENT ON COLUMN core.documents.published_source IS 'How the day of publication is known.';
COMMENT ON COLUMN core.documents.language_code IS 'ISO 639-1 code of the language.';
COMMENT ON COLUMN core.documents.characters IS 'Length of the raw text in Unicode code points.';
COMMENT ON COLUMN core.documents.coding_version IS 'Version of the extractor and fingerprint of its tables.';
COMMENT ON COLUMN core.documents.coded_at IS 'When this coding was loaded.';
COMMENT ON COLUMN core.documents.run_id IS 'Run that loaded this coding (ops.runs).';

CREATE TABLE core.location_aliases (
    location_id TEXT NOT NULL,
    alias TEXT NOT NULL,
    is_weak BOOLEAN NOT NULL,
    CONSTRAINT location_aliases_pkey PRIMARY KEY (location_id, alias),
    CONSTRAINT location_aliases_location_id_fkey FOREIGN KEY(location_id) REFERENCES core.locations (location_id)
);

CREATE INDEX location_aliases_alias_idx ON core.location_aliases (alias);

COMMENT ON TABLE core.location_aliases IS 'Names of places as the press writes them.';
COMMENT ON COLUMN core.location_aliases.location_id IS 'Place.';
COMMENT ON COLUMN core.location_aliases.alias IS 'A way to write the name.';
COMMENT ON COLUMN core.location_aliases.is_weak IS 'Names the place only where something else says so.';

CREATE TABLE ops.batches (
    batch_id UUID NOT NULL,
    run_id UUID NOT NULL,
    position INTEGER NOT NULL,
    bytes BIGINT NOT NULL,
    status ref.batch_status NOT NULL,
    CONSTRAINT batches_pkey PRIMARY KEY (batch_id),
    CONSTRAINT batches_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id)
);

CREATE INDEX batches_run_id_idx ON ops.batches (run_id);

COMMENT ON TABLE ops.batches IS 'Parts of a run that are processed on their own, of about the same size.';
COMMENT ON COLUMN ops.batches.batch_id IS 'Made from run and ordinal.';
COMMENT ON COLUMN ops.batches.run_id IS 'Run.';
COMMENT ON COLUMN ops.batches.position IS 'Ordinal in the run, from 0.';
COMMENT ON COLUMN ops.batches.bytes IS 'Size of its files.';
COMMENT ON COLUMN ops.batches.status IS 'Whether all of its files are processed.';

CREATE TABLE ops.checks (
    check_id UUID NOT NULL,
    run_id UUID,
    check_code TEXT NOT NULL,
    status ref.check_status NOT NULL,
    observed JSONB NOT NULL,
    expected TEXT NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT checks_pkey PRIMARY KEY (check_id),
    CONSTRAINT checks_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id)
);

CREATE INDEX checks_run_id_idx ON ops.checks (run_id);

COMMENT ON TABLE ops.checks IS 'Results of the quality checks.';
COMMENT ON COLUMN ops.checks.check_id IS 'Id of the result.';
COMMENT ON COLUMN ops.checks.run_id IS 'Run that it followed.';
COMMENT ON COLUMN ops.checks.check_code IS 'Name of the check.';
COMMENT ON COLUMN ops.checks.status IS 'Result.';
COMMENT ON COLUMN ops.checks.observed IS 'What was found.';
COMMENT ON COLUMN ops.checks.expected IS 'What was expected, for people.';
COMMENT ON COLUMN ops.checks.checked_at IS 'When.';

CREATE TABLE ops.files (
    uri TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    reading TEXT NOT NULL,
    outcome ref.file_outcome NOT NULL,
    documents_in INTEGER NOT NULL,
    documents_quarantined INTEGER NOT NULL,
    run_id UUID NOT NULL,
    processed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT files_pkey PRIMARY KEY (uri),
    CONSTRAINT files_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id)
);

COMMENT ON TABLE ops.files IS 'The ledger: a file with the same bytes and the same reading is unchanged and is not read again.';
COMMENT ON COLUMN ops.files.uri IS 'Path or address of the file.';
COMMENT ON COLUMN ops.files.fingerprint IS 'SHA-256 over its bytes and those of its sidecar when it was last processed.';
COMMENT ON COLUMN ops.files.bytes IS 'Its size then.';
COMMENT ON COLUMN ops.files.reading IS 'Version of the extractor and options that it was processed with.';
COMMENT ON COLUMN ops.files.outcome IS 'What came of it when it was last processed.';
COMMENT ON COLUMN ops.files.documents_in IS 'Number of documents in it.';
COMMENT ON COLUMN ops.files.documents_quarantined IS 'Number of documents in it that were refused.';
COMMENT ON COLUMN ops.files.run_id IS 'Run that last processed it.';
COMMENT ON COLUMN ops.files.processed_at IS 'When.';

CREATE TABLE ops.quarantine (
    quarantine_id UUID NOT NULL,
    uri TEXT NOT NULL,
    member TEXT NOT NULL,
    position INTEGER NOT NULL,
    document_id UUID,
    sha256 TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    detail TEXT NOT NULL,
    run_id UUID NOT NULL,
    quarantined_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT quarantine_pkey PRIMARY KEY (quarantine_id),
    CONSTRAINT quarantine_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id)
);

CREATE INDEX quarantine_uri_idx ON ops.quarantine (uri);

COMMENT ON TABLE ops.quarantine IS 'What could not be loaded, and why. A row goes when its file is processed without the fault.';
COMMENT ON COLUMN ops.quarantine.quarantine_id IS 'Made from uri, member, position and reason.';
COMMENT ON COLUMN ops.quarantine.uri IS 'Path or address of the file.';
COMMENT ON COLUMN ops.quarantine.member IS 'Path inside an archive, empty outside of one.';
COMMENT ON COLUMN ops.quarantine.position IS 'Ordinal of the document in its file or member, from 0.';
COMMENT ON COLUMN ops.quarantine.document_id IS 'Document, where it could be read so far.';
COMMENT ON COLUMN ops.quarantine.sha256 IS 'SHA-256 of the file''s bytes; empty where they could not be read.';
COMMENT ON COLUMN ops.quarantine.reason_code IS 'Why (ref.reason_codes).';
COMMENT ON COLUMN ops.quarantine.detail IS 'What was wrong and where, for people.';
COMMENT ON COLUMN ops.quarantine.run_id IS 'Run that refused it last.';
COMMENT ON COLUMN ops.quarantine.quarantined_at IS 'When it was refused last.';

CREATE TABLE core.document_origins (
    origin_id UUID NOT NULL,
    document_id UUID NOT NULL,
    uri TEXT NOT NULL,
    member TEXT NOT NULL,
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL CONSTRAINT document_origins_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    encoding TEXT NOT NULL,
    encoding_confidence REAL NOT NULL CONSTRAINT document_origins_encoding_confidence_check CHECK (encoding_confidence BETWEEN 0 AND 1),
    title TEXT,
    url TEXT,
    author TEXT,
    section TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    published_on DATE,
    published_source ref.published_source NOT NULL,
    language_code TEXT NOT NULL,
    run_id UUID NOT NULL,
    CONSTRAINT document_origins_pkey PRIMARY KEY (origin_id),
    CONSTRAINT document_origins_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);

CREATE INDEX document_origins_document_id_idx ON core.document_origins (document_id);

COMMENT ON TABLE core.document_origins IS 'Every place where a document was found: enough to find its bytes again.';
COMMENT ON COLUMN core.document_origins.origin_id IS 'Made from document, uri and member.';
COMMENT ON COLUMN core.document_origins.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.document_origins.uri IS 'Path or address of the file.';
COMMENT ON COLUMN core.document_origins.member IS 'Path inside an archive, empty outside of one.';
COMMENT ON COLUMN core.document_origins.position IS 'Ordinal of the document in its file or member, from 0.';
COMMENT ON COLUMN core.document_origins.sha256 IS 'SHA-256 of the file''s bytes.';
COMMENT ON COLUMN core.document_origins.encoding IS 'Encoding the bytes were decoded from.';
COMMENT ON COLUMN core.document_origins.encoding_confidence IS '0 to 1; 1 where the encoding is declared or proven.';
COMMENT ON COLUMN core.document_origins.title IS 'Headline in this file.';
COMMENT ON COLUMN core.document_origins.url IS 'Address given in this file.';
COMMENT ON COLUMN core.document_origins.author IS 'Author given in this file.';
COMMENT ON COLUMN core.document_origins.section IS 'Section given in this file.';
COMMENT ON COLUMN core.document_origins.published_at IS 'Moment of publication given in this file.';
COMMENT ON COLUMN core.document_origins.published_on IS 'Day of publication given with this file.';
COMMENT ON COLUMN core.document_origins.published_source IS 'How this file''s day of publication is known.';
COMMENT ON COLUMN core.document_origins.language_code IS 'Language found in this file.';
COMMENT ON COLUMN core.document_origins.run_id IS 'Run that last read it (ops.runs).';

CREATE TABLE core.document_texts (
    document_id UUID NOT NULL,
    raw_text TEXT NOT NULL,
    clean_text TEXT NOT NULL,
    clean_starts INTEGER[] NOT NULL,
    raw_starts INTEGER[] NOT NULL,
    cleaning_version TEXT NOT NULL,
    CONSTRAINT document_texts_pkey PRIMARY KEY (document_id),
    CONSTRAINT document_texts_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);

COMMENT ON TABLE core.document_texts IS 'Texts of the documents with the map from clean to raw offsets.';
COMMENT ON COLUMN core.document_texts.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.document_texts.raw_text IS 'The decoded text, never altered; all offsets count its Unicode code points.';
COMMENT ON COLUMN core.document_texts.clean_text IS 'The text without vowel marks, invisible characters and debris.';
COMMENT ON COLUMN core.document_texts.clean_starts IS 'Offset map: where in the clean text each run begins.';
COMMENT ON COLUMN core.document_texts.raw_starts IS 'Offset map: where in the raw text the same run begins.';
COMMENT ON COLUMN core.document_texts.cleaning_version IS 'Version of the cleaning rules.';

CREATE TABLE core.near_duplicates (
    document_id UUID NOT NULL,
    group_id UUID NOT NULL,
    similarity REAL NOT NULL,
    CONSTRAINT near_duplicates_pkey PRIMARY KEY (document_id),
    CONSTRAINT near_duplicates_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);

CREATE INDEX near_duplicates_group_id_idx ON core.near_duplicates (group_id);

COMMENT ON TABLE core.near_duplicates IS 'Documents whose texts are nearly the same, as when two outlets print one dispatch.';
COMMENT ON COLUMN core.near_duplicates.document_id IS 'Document.';
COMMENT ON COLUMN core.near_duplicates.group_id IS 'Smallest document id of the group of near-identical texts.';
COMMENT ON COLUMN core.near_duplicates.similarity IS 'Estimated share of word sequences in common with the nearest text of the group.';

CREATE TABLE core.sentences (
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    CONSTRAINT sentences_pkey PRIMARY KEY (document_id, sentence_no),
    CONSTRAINT sentences_span_check CHECK (0 <= start_offset AND start_offset < end_offset),
    CONSTRAINT sentences_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);

COMMENT ON TABLE core.sentences IS 'Sentences as offsets into the raw text; analyst.sentences shows their text.';
COMMENT ON COLUMN core.sentences.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.sentences.sentence_no IS 'Ordinal in the document, from 0.';
COMMENT ON COLUMN core.sentences.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.sentences.end_offset IS 'End in the raw text, exclusive.';

CREATE TABLE ops.run_files (
    run_id UUID NOT NULL,
    uri TEXT NOT NULL,
    batch_id UUID,
    bytes BIGINT NOT NULL,
    fingerprint TEXT,
    outcome ref.file_outcome,
    documents_in INTEGER DEFAULT '0' NOT NULL,
    documents_loaded INTEGER DEFAULT '0' NOT NULL,
    documents_unchanged INTEGER DEFAULT '0' NOT NULL,
    documents_quarantined INTEGER DEFAULT '0' NOT NULL,
    events_loaded INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT run_files_pkey PRIMARY KEY (run_id, uri),
    CONSTRAINT run_files_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.runs (run_id),
    CONSTRAINT run_files_batch_id_fkey FOREIGN KEY(batch_id) REFERENCES ops.batches (batch_id)
);

CREATE INDEX run_files_batch_id_idx ON ops.run_files (batch_id);

COMMENT ON TABLE ops.run_files IS 'The manifest: every file of a run and what came of it.';
COMMENT ON COLUMN ops.run_files.run_id IS 'Run.';
COMMENT ON COLUMN ops.run_files.uri IS 'Path or address of the file.';
COMMENT ON COLUMN ops.run_files.batch_id IS 'Batch; null where planning found it unchanged.';
COMMENT ON COLUMN ops.run_files.bytes IS 'Size of the file.';
COMMENT ON COLUMN ops.run_files.fingerprint IS 'SHA-256 over its bytes and those of its sidecar, where they could be read.';
COMMENT ON COLUMN ops.run_files.outcome IS 'What came of it; null until it is processed.';
COMMENT ON COLUMN ops.run_files.documents_in IS 'Number of documents found.';
COMMENT ON COLUMN ops.run_files.documents_loaded IS 'Number of documents loaded.';
COMMENT ON COLUMN ops.run_files.documents_unchanged IS 'Number of documents known already and left alone.';
COMMENT ON COLUMN ops.run_files.documents_quarantined IS 'Number of documents refused (ops.quarantine).';
COMMENT ON COLUMN ops.run_files.events_loaded IS 'Number of events loaded from it.';

CREATE TABLE core.actor_mentions (
    actor_mention_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    name_start_offset INTEGER NOT NULL,
    name_end_offset INTEGER NOT NULL,
    form ref.mention_form NOT NULL,
    actor_id TEXT,
    name_ar TEXT,
    name_en TEXT,
    kind TEXT NOT NULL,
    country_code TEXT,
    sector TEXT,
    role TEXT,
    reason_code TEXT,
    CONSTRAINT actor_mentions_pkey PRIMARY KEY (actor_mention_id),
    CONSTRAINT actor_mentions_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT actor_mentions_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT actor_mentions_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id)
);

CREATE INDEX actor_mentions_actor_id_idx ON core.actor_mentions (actor_id);

CREATE INDEX actor_mentions_document_id_idx ON core.actor_mentions (document_id);

COMMENT ON TABLE core.actor_mentions IS 'Where a document names an actor.';
COMMENT ON COLUMN core.actor_mentions.actor_mention_id IS 'Made from document, span and kind.';
COMMENT ON COLUMN core.actor_mentions.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.actor_mentions.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.actor_mentions.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.actor_mentions.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.actor_mentions.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.actor_mentions.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.actor_mentions.name_start_offset IS 'First character of the bare name.';
COMMENT ON COLUMN core.actor_mentions.name_end_offset IS 'End of the bare name, exclusive.';
COMMENT ON COLUMN core.actor_mentions.form IS 'By name, by nationality adjective, or by description.';
COMMENT ON COLUMN core.actor_mentions.actor_id IS 'Actor; null where unresolved.';
COMMENT ON COLUMN core.actor_mentions.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.actor_mentions.name_en IS 'Name in English.';
COMMENT ON COLUMN core.actor_mentions.kind IS 'Kind of actor, as in core.actors.';
COMMENT ON COLUMN core.actor_mentions.country_code IS 'ISO 3166-1 alpha-2 code of the actor.';
COMMENT ON COLUMN core.actor_mentions.sector IS 'PLOVER sector.';
COMMENT ON COLUMN core.actor_mentions.role IS 'Title as written.';
COMMENT ON COLUMN core.actor_mentions.reason_code IS 'Why the actor is unresolved (ref.reason_codes); null where it is resolved.';

CREATE TABLE core.figures (
    figure_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    number_start_offset INTEGER NOT NULL,
    number_end_offset INTEGER NOT NULL,
    low NUMERIC,
    high NUMERIC,
    best NUMERIC,
    qualifier ref.qualifier NOT NULL,
    unit TEXT NOT NULL,
    unit_code TEXT,
    counted TEXT,
    kind TEXT,
    flow TEXT,
    CONSTRAINT figures_pkey PRIMARY KEY (figure_id),
    CONSTRAINT figures_bounds_check CHECK (low <= high),
    CONSTRAINT figures_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT figures_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface))
);

CREATE INDEX figures_document_id_idx ON core.figures (document_id);

COMMENT ON TABLE core.figures IS 'Quantities with their bounds and the phrase that gives them.';
COMMENT ON COLUMN core.figures.figure_id IS 'Made from document, span and unit.';
COMMENT ON COLUMN core.figures.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.figures.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.figures.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.figures.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.figures.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.figures.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.figures.number_start_offset IS 'First character of the number alone.';
COMMENT ON COLUMN core.figures.number_end_offset IS 'End of the number alone, exclusive.';
COMMENT ON COLUMN core.figures.low IS 'Lower bound, inclusive; null where open.';
COMMENT ON COLUMN core.figures.high IS 'Upper bound, inclusive; null where open.';
COMMENT ON COLUMN core.figures.best IS 'Best single value; null where none can be said.';
COMMENT ON COLUMN core.figures.qualifier IS 'How the text limits the number.';
COMMENT ON COLUMN core.figures.unit IS 'What is counted or measured: count, persons, households, money, distance, ...';
COMMENT ON COLUMN core.figures.unit_code IS 'Unit in detail: USD, km, ...';
COMMENT ON COLUMN core.figures.counted IS 'The counted noun phrase as written.';
COMMENT ON COLUMN core.figures.kind IS 'killed, injured, displaced, ..., territory_share; null where nothing of the kind is said.';
COMMENT ON COLUMN core.figures.flow IS 'flow, stock, cumulative or share.';

CREATE TABLE core.location_mentions (
    location_mention_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    name_start_offset INTEGER NOT NULL,
    name_end_offset INTEGER NOT NULL,
    form ref.mention_form NOT NULL,
    location_id TEXT,
    name_ar TEXT,
    name_en TEXT,
    country_code TEXT,
    feature TEXT,
    relation TEXT,
    precision SMALLINT CONSTRAINT location_mentions_precision_check CHECK (precision BETWEEN 1 AND 5),
    score REAL,
    reason_code TEXT,
    CONSTRAINT location_mentions_pkey PRIMARY KEY (location_mention_id),
    CONSTRAINT location_mentions_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT location_mentions_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT location_mentions_location_id_fkey FOREIGN KEY(location_id) REFERENCES core.locations (location_id)
);

CREATE INDEX location_mentions_document_id_idx ON core.location_mentions (document_id);

CREATE INDEX location_mentions_location_id_idx ON core.location_mentions (location_id);

COMMENT ON TABLE core.location_mentions IS 'Where a document names a place.';
COMMENT ON COLUMN core.location_mentions.location_mention_id IS 'Made from document, span and form.';
COMMENT ON COLUMN core.location_mentions.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.location_mentions.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.location_mentions.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.location_mentions.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.location_mentions.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.location_mentions.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.location_mentions.name_start_offset IS 'First character of the bare name.';
COMMENT ON COLUMN core.location_mentions.name_end_offset IS 'End of the bare name, exclusive.';
COMMENT ON COLUMN core.location_mentions.form IS 'By name, by nationality adjective, or by description.';
COMMENT ON COLUMN core.location_mentions.location_id IS 'Place; null where unresolved.';
COMMENT ON COLUMN core.location_mentions.name_ar IS 'Name in Arabic.';
COMMENT ON COLUMN core.location_mentions.name_en IS 'Name in English.';
COMMENT ON COLUMN core.location_mentions.country_code IS 'ISO 3166-1 alpha-2 code of the place.';
COMMENT ON COLUMN core.location_mentions.feature IS 'Kind of place, as in core.locations.';
COMMENT ON COLUMN core.location_mentions.relation IS 'Where from the place: east, countryside, centre, near, dateline, ...';
COMMENT ON COLUMN core.location_mentions.precision IS 'PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country.';
COMMENT ON COLUMN core.location_mentions.score IS 'Certainty of the resolution, 0 to 1.';
COMMENT ON COLUMN core.location_mentions.reason_code IS 'Why the place is unresolved (ref.reason_codes); null where it is resolved.';

CREATE TABLE core.time_expressions (
    time_expression_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    timex ref.timex NOT NULL,
    value TEXT,
    starts_on DATE,
    ends_on DATE,
    grain TEXT NOT NULL,
    modifier TEXT,
    calendar ref.calendar NOT NULL,
    anchor TEXT NOT NULL,
    reason_code TEXT,
    CONSTRAINT time_expressions_pkey PRIMARY KEY (time_expression_id),
    CONSTRAINT time_expressions_days_check CHECK (starts_on <= ends_on),
    CONSTRAINT time_expressions_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT time_expressions_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface))
);

CREATE INDEX time_expressions_document_id_idx ON core.time_expressions (document_id);

COMMENT ON TABLE core.time_expressions IS 'Time expressions (TIMEX3) with the days they cover.';
COMMENT ON COLUMN core.time_expressions.time_expression_id IS 'Made from document, span and type.';
COMMENT ON COLUMN core.time_expressions.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.time_expressions.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.time_expressions.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.time_expressions.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.time_expressions.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.time_expressions.rule IS 'Name of the rule that found it.';
COMMENT ON COLUMN core.time_expressions.timex IS 'TIMEX3 type.';
COMMENT ON COLUMN core.time_expressions.value IS 'TIMEX3 value; null where unresolved.';
COMMENT ON COLUMN core.time_expressions.starts_on IS 'First day; null where unresolved.';
COMMENT ON COLUMN core.time_expressions.ends_on IS 'Last day, inclusive; null where unresolved.';
COMMENT ON COLUMN core.time_expressions.grain IS 'minute, hour, part_of_day, day, week, month, quarter, year, decade or century.';
COMMENT ON COLUMN core.time_expressions.modifier IS 'start, mid, end, approx, since, until, before or after.';
COMMENT ON COLUMN core.time_expressions.calendar IS 'Calendar as written.';
COMMENT ON COLUMN core.time_expressions.anchor IS 'What it counts from: none, published_on, document or absolute.';
COMMENT ON COLUMN core.time_expressions.reason_code IS 'Why the expression is unresolved (ref.reason_codes); null where it is resolved.';

CREATE TABLE core.uncoded_sentences (
    uncoded_sentence_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    CONSTRAINT uncoded_sentences_pkey PRIMARY KEY (uncoded_sentence_id),
    CONSTRAINT uncoded_sentences_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT uncoded_sentences_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface))
);

CREATE INDEX uncoded_sentences_document_id_idx ON core.uncoded_sentences (document_id);

CREATE INDEX uncoded_sentences_reason_code_idx ON core.uncoded_sentences (reason_code);

COMMENT ON TABLE core.uncoded_sentences IS 'Sentences that look like news of an event and gave none: the work list for the lexicons.';
COMMENT ON COLUMN core.uncoded_sentences.uncoded_sentence_id IS 'Made from document, span and reason.';
COMMENT ON COLUMN core.uncoded_sentences.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.uncoded_sentences.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.uncoded_sentences.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.uncoded_sentences.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.uncoded_sentences.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.uncoded_sentences.reason_code IS 'Why no event came of it (ref.reason_codes).';

CREATE TABLE core.events (
    event_id UUID NOT NULL,
    document_id UUID NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    rule TEXT NOT NULL,
    event_type TEXT NOT NULL,
    plover_type TEXT,
    plover_mode TEXT,
    cameo_code TEXT,
    modality ref.modality NOT NULL,
    starts_on DATE,
    ends_on DATE,
    period DATERANGE GENERATED ALWAYS AS (daterange(starts_on, ends_on, '[]')) STORED,
    grain TEXT,
    time_expression_id UUID,
    confidence REAL NOT NULL CONSTRAINT events_confidence_check CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT events_pkey PRIMARY KEY (event_id),
    CONSTRAINT events_days_check CHECK (starts_on <= ends_on),
    CONSTRAINT events_document_id_sentence_no_fkey FOREIGN KEY(document_id, sentence_no) REFERENCES core.sentences (document_id, sentence_no),
    CONSTRAINT events_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT events_event_type_fkey FOREIGN KEY(event_type) REFERENCES ref.event_types (event_type),
    CONSTRAINT events_time_expression_id_fkey FOREIGN KEY(time_expression_id) REFERENCES core.time_expressions (time_expression_id)
);

CREATE INDEX events_document_id_idx ON core.events (document_id);

CREATE INDEX events_event_type_idx ON core.events (event_type);

CREATE INDEX events_starts_on_event_type_idx ON core.events (starts_on, event_type);

COMMENT ON TABLE core.events IS 'What happened, as one document tells it; start_offset, end_offset and surface are those of the trigger.';
COMMENT ON COLUMN core.events.event_id IS 'Made from document, trigger and type.';
COMMENT ON COLUMN core.events.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.events.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.events.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.events.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.events.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.events.rule IS 'Name of the rule that coded it.';
COMMENT ON COLUMN core.events.event_type IS 'Type.';
COMMENT ON COLUMN core.events.plover_type IS 'PLOVER 2.0 type.';
COMMENT ON COLUMN core.events.plover_mode IS 'PLOVER 2.0 mode.';
COMMENT ON COLUMN core.events.cameo_code IS 'CAMEO code.';
COMMENT ON COLUMN core.events.modality IS 'Only asserted events are said to have happened.';
COMMENT ON COLUMN core.events.starts_on IS 'First day; null where the text does not say.';
COMMENT ON COLUMN core.events.ends_on IS 'Last day, inclusive.';
COMMENT ON COLUMN core.events.period IS 'The days as a range.';
COMMENT ON COLUMN core.events.grain IS 'How exactly the day is known.';
COMMENT ON COLUMN core.events.time_expression_id IS 'Expression that gives the day; null where it is the document''s own.';
COMMENT ON COLUMN core.events.confidence IS '0 to 1.';

CREATE TABLE core.attributions (
    event_id UUID NOT NULL,
    source_code TEXT NOT NULL,
    actor_id TEXT,
    speaker TEXT,
    CONSTRAINT attributions_pkey PRIMARY KEY (event_id),
    CONSTRAINT attributions_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id),
    CONSTRAINT attributions_source_code_fkey FOREIGN KEY(source_code) REFERENCES core.sources (source_code),
    CONSTRAINT attributions_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id)
);

CREATE INDEX attributions_actor_id_idx ON core.attributions (actor_id);

COMMENT ON TABLE core.attributions IS 'Who vouches for an event: the outlet, or a speaker whom it quotes.';
COMMENT ON COLUMN core.attributions.event_id IS 'Event.';
COMMENT ON COLUMN core.attributions.source_code IS 'Outlet that prints it.';
COMMENT ON COLUMN core.attributions.actor_id IS 'Resolved speaker.';
COMMENT ON COLUMN core.attributions.speaker IS 'The speaker as written; null where the outlet itself says it.';

CREATE TABLE core.event_clusters (
    event_id UUID NOT NULL,
    cluster_id UUID NOT NULL,
    cluster_key TEXT NOT NULL,
    CONSTRAINT event_clusters_pkey PRIMARY KEY (event_id),
    CONSTRAINT event_clusters_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id) ON DELETE CASCADE
);

CREATE INDEX event_clusters_cluster_id_idx ON core.event_clusters (cluster_id);

CREATE INDEX event_clusters_cluster_key_idx ON core.event_clusters (cluster_key);

COMMENT ON TABLE core.event_clusters IS 'Events of different documents that tell of one happening.';
COMMENT ON COLUMN core.event_clusters.event_id IS 'Event.';
COMMENT ON COLUMN core.event_clusters.cluster_id IS 'The happening that the events of several documents tell of.';
COMMENT ON COLUMN core.event_clusters.cluster_key IS 'Type, place and day that the events of the cluster share.';

CREATE TABLE core.event_figures (
    event_id UUID NOT NULL,
    figure_id UUID NOT NULL,
    CONSTRAINT event_figures_pkey PRIMARY KEY (event_id, figure_id),
    CONSTRAINT event_figures_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id),
    CONSTRAINT event_figures_figure_id_fkey FOREIGN KEY(figure_id) REFERENCES core.figures (figure_id)
);

CREATE INDEX event_figures_figure_id_idx ON core.event_figures (figure_id);

COMMENT ON TABLE core.event_figures IS 'How many: the figures that belong to an event.';
COMMENT ON COLUMN core.event_figures.event_id IS 'Event.';
COMMENT ON COLUMN core.event_figures.figure_id IS 'Figure.';

CREATE TABLE core.event_locations (
    event_id UUID NOT NULL,
    role ref.location_role NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    location_id TEXT,
    location_mention_id UUID,
    relation TEXT,
    precision SMALLINT,
    CONSTRAINT event_locations_pkey PRIMARY KEY (event_id, role),
    CONSTRAINT event_locations_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT event_locations_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id),
    CONSTRAINT event_locations_location_id_fkey FOREIGN KEY(location_id) REFERENCES core.locations (location_id),
    CONSTRAINT event_locations_location_mention_id_fkey FOREIGN KEY(location_mention_id) REFERENCES core.location_mentions (location_mention_id)
);

CREATE INDEX event_locations_location_id_idx ON core.event_locations (location_id);

COMMENT ON TABLE core.event_locations IS 'Where it happened, from where, to where.';
COMMENT ON COLUMN core.event_locations.event_id IS 'Event.';
COMMENT ON COLUMN core.event_locations.role IS 'where it happened, origin or destination of a movement.';
COMMENT ON COLUMN core.event_locations.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.event_locations.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.event_locations.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_locations.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.event_locations.location_id IS 'Place; null where unresolved.';
COMMENT ON COLUMN core.event_locations.location_mention_id IS 'Mention.';
COMMENT ON COLUMN core.event_locations.relation IS 'Where from the place: east, countryside, near, ...';
COMMENT ON COLUMN core.event_locations.precision IS 'PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country.';

CREATE TABLE core.event_mentions (
    event_id UUID NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    sentence_no INTEGER NOT NULL,
    surface TEXT NOT NULL,
    CONSTRAINT event_mentions_pkey PRIMARY KEY (event_id, start_offset, end_offset),
    CONSTRAINT event_mentions_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT event_mentions_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id)
);

COMMENT ON TABLE core.event_mentions IS 'All places of the document that tell of the event.';
COMMENT ON COLUMN core.event_mentions.event_id IS 'Event.';
COMMENT ON COLUMN core.event_mentions.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.event_mentions.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_mentions.sentence_no IS 'Ordinal of the sentence.';
COMMENT ON COLUMN core.event_mentions.surface IS 'The characters of the raw text.';

CREATE TABLE core.event_participants (
    event_id UUID NOT NULL,
    role ref.participant_role NOT NULL,
    position SMALLINT NOT NULL,
    sentence_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    actor_id TEXT,
    actor_mention_id UUID,
    CONSTRAINT event_participants_pkey PRIMARY KEY (event_id, role, position),
    CONSTRAINT event_participants_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT event_participants_event_id_fkey FOREIGN KEY(event_id) REFERENCES core.events (event_id),
    CONSTRAINT event_participants_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES core.actors (actor_id),
    CONSTRAINT event_participants_actor_mention_id_fkey FOREIGN KEY(actor_mention_id) REFERENCES core.actor_mentions (actor_mention_id)
);

CREATE INDEX event_participants_actor_id_idx ON core.event_participants (actor_id);

COMMENT ON TABLE core.event_participants IS 'Who did it, to whom, and who says so.';
COMMENT ON COLUMN core.event_participants.event_id IS 'Event.';
COMMENT ON COLUMN core.event_participants.role IS 'source acts, target is acted upon, speaker reports it, affected suffers it.';
COMMENT ON COLUMN core.event_participants.position IS 'Ordinal among the participants of this role, from 0.';
COMMENT ON COLUMN core.event_participants.sentence_no IS 'Ordinal of the sentence in the document, from 0.';
COMMENT ON COLUMN core.event_participants.start_offset IS 'First character in documents'' raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.event_participants.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_participants.surface IS 'The characters of the raw text from start_offset to end_offset.';
COMMENT ON COLUMN core.event_participants.actor_id IS 'Actor; null where unresolved.';
COMMENT ON COLUMN core.event_participants.actor_mention_id IS 'Mention.';
