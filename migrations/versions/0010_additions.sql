-- Events and figures that the coding missed and analysts add.

CREATE TABLE core.added_events (
    event_id UUID NOT NULL,
    document_id UUID NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    reason TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    event_type TEXT NOT NULL,
    modality ref.modality NOT NULL,
    starts_on DATE,
    ends_on DATE,
    location_id TEXT,
    source_actor_ids TEXT[] NOT NULL,
    target_actor_ids TEXT[] NOT NULL,
    CONSTRAINT added_events_pkey PRIMARY KEY (event_id),
    CONSTRAINT added_events_days_check CHECK (starts_on <= ends_on),
    CONSTRAINT added_events_both_days_check CHECK ((starts_on IS NULL) = (ends_on IS NULL)),
    CONSTRAINT added_events_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT added_events_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id),
    CONSTRAINT added_events_event_type_fkey FOREIGN KEY(event_type) REFERENCES ref.event_types (event_type),
    CONSTRAINT added_events_location_id_fkey FOREIGN KEY(location_id) REFERENCES core.locations (location_id)
);
CREATE INDEX added_events_document_id_idx ON core.added_events (document_id);
COMMENT ON TABLE core.added_events IS 'Events that analysts added; one gives way where a later coding finds its type in its words.';
COMMENT ON COLUMN core.added_events.event_id IS 'Id of the event.';
COMMENT ON COLUMN core.added_events.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.added_events.start_offset IS 'First character in the raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.added_events.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.added_events.surface IS 'The words that say so.';
COMMENT ON COLUMN core.added_events.reason IS 'Why, for people.';
COMMENT ON COLUMN core.added_events.added_by IS 'Who.';
COMMENT ON COLUMN core.added_events.added_at IS 'When.';
COMMENT ON COLUMN core.added_events.event_type IS 'Type.';
COMMENT ON COLUMN core.added_events.modality IS 'Only asserted events are said to have happened.';
COMMENT ON COLUMN core.added_events.starts_on IS 'First day; null where it is not known.';
COMMENT ON COLUMN core.added_events.ends_on IS 'Last day, inclusive.';
COMMENT ON COLUMN core.added_events.location_id IS 'Where it happened.';
COMMENT ON COLUMN core.added_events.source_actor_ids IS 'Those who act (core.actors), in order.';
COMMENT ON COLUMN core.added_events.target_actor_ids IS 'Those acted upon (core.actors), in order.';

CREATE TABLE core.added_figures (
    figure_id UUID NOT NULL,
    document_id UUID NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    surface TEXT NOT NULL,
    reason TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    event_id UUID,
    low NUMERIC,
    best NUMERIC,
    high NUMERIC,
    qualifier ref.qualifier NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    flow TEXT,
    CONSTRAINT added_figures_pkey PRIMARY KEY (figure_id),
    CONSTRAINT added_figures_bounds_check CHECK (low <= high),
    CONSTRAINT added_figures_span_check CHECK (start_offset >= 0 AND end_offset - start_offset = char_length(surface)),
    CONSTRAINT added_figures_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);
CREATE INDEX added_figures_document_id_idx ON core.added_figures (document_id);
CREATE INDEX added_figures_event_id_idx ON core.added_figures (event_id);
COMMENT ON TABLE core.added_figures IS 'Figures that analysts added; one gives way where a later coding finds its kind in its words.';
COMMENT ON COLUMN core.added_figures.figure_id IS 'Id of the figure.';
COMMENT ON COLUMN core.added_figures.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.added_figures.start_offset IS 'First character in the raw text, in Unicode code points, from 0.';
COMMENT ON COLUMN core.added_figures.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.added_figures.surface IS 'The words that say so.';
COMMENT ON COLUMN core.added_figures.reason IS 'Why, for people.';
COMMENT ON COLUMN core.added_figures.added_by IS 'Who.';
COMMENT ON COLUMN core.added_figures.added_at IS 'When.';
COMMENT ON COLUMN core.added_figures.event_id IS 'Event that it belongs to: of core.events or of core.added_events.';
COMMENT ON COLUMN core.added_figures.low IS 'Lower bound; null where open.';
COMMENT ON COLUMN core.added_figures.best IS 'Best single value; null where none can be said.';
COMMENT ON COLUMN core.added_figures.high IS 'Upper bound; null where open.';
COMMENT ON COLUMN core.added_figures.qualifier IS 'How the text limits the number.';
COMMENT ON COLUMN core.added_figures.unit IS 'persons, households, count or percent.';
COMMENT ON COLUMN core.added_figures.kind IS 'killed, injured, displaced, ...';
COMMENT ON COLUMN core.added_figures.flow IS 'flow, stock, cumulative or share; null where the text does not say.';
