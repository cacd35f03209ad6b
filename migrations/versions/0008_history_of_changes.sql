-- History keeps only what a run changed. What it added is marked, so that the coding before it can be put together.

COMMENT ON TABLE core.documents_history IS 'Rows of core.documents as they were before a run that changed them.';
ALTER TABLE core.sentences_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.sentences_history IS 'Rows of core.sentences as they were before a run that changed them.';
COMMENT ON COLUMN core.sentences_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.figures_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.figures_history IS 'Rows of core.figures as they were before a run that changed them.';
COMMENT ON COLUMN core.figures_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.time_expressions_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.time_expressions_history IS 'Rows of core.time_expressions as they were before a run that changed them.';
COMMENT ON COLUMN core.time_expressions_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.location_mentions_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.location_mentions_history IS 'Rows of core.location_mentions as they were before a run that changed them.';
COMMENT ON COLUMN core.location_mentions_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.actor_mentions_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.actor_mentions_history IS 'Rows of core.actor_mentions as they were before a run that changed them.';
COMMENT ON COLUMN core.actor_mentions_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.uncoded_sentences_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.uncoded_sentences_history IS 'Rows of core.uncoded_sentences as they were before a run that changed them.';
COMMENT ON COLUMN core.uncoded_sentences_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.events_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.events_history IS 'Rows of core.events as they were before a run that changed them.';
COMMENT ON COLUMN core.events_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.event_participants_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.event_participants_history IS 'Rows of core.event_participants as they were before a run that changed them.';
COMMENT ON COLUMN core.event_participants_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.event_locations_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.event_locations_history IS 'Rows of core.event_locations as they were before a run that changed them.';
COMMENT ON COLUMN core.event_locations_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.event_mentions_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.event_mentions_history IS 'Rows of core.event_mentions as they were before a run that changed them.';
COMMENT ON COLUMN core.event_mentions_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.event_figures_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.event_figures_history IS 'Rows of core.event_figures as they were before a run that changed them.';
COMMENT ON COLUMN core.event_figures_history.is_addition IS 'The run added the row as it stands here; before there was none.';
ALTER TABLE core.attributions_history ADD COLUMN is_addition BOOLEAN DEFAULT 'false' NOT NULL;
COMMENT ON TABLE core.attributions_history IS 'Rows of core.attributions as they were before a run that changed them.';
COMMENT ON COLUMN core.attributions_history.is_addition IS 'The run added the row as it stands here; before there was none.';

-- The last coding of a document kept all rows of the one before it: an event that is not among them is an addition.
INSERT INTO core.events_history
    (event_id, document_id, sentence_no, start_offset, end_offset, surface, rule, event_type, plover_type, plover_mode,
     cameo_code, modality, starts_on, ends_on, grain, time_expression_id, confidence, date_source, why, superseded_at,
     superseded_run_id, is_addition)
SELECT event_id, document_id, sentence_no, start_offset, end_offset, surface, rule, event_type, plover_type, plover_mode,
       cameo_code, modality, starts_on, ends_on, grain, time_expression_id, confidence, date_source, why,
       before.superseded_at, before.superseded_run_id, true
FROM core.events AS event
JOIN core.documents AS document USING (document_id)
JOIN core.documents_history AS before USING (document_id)
WHERE before.superseded_run_id = document.run_id AND NOT EXISTS (
    SELECT FROM core.events_history AS kept
    WHERE kept.event_id = event.event_id AND kept.superseded_run_id = document.run_id
);
