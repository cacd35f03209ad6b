-- What other rows say already is not stored again. No row is touched: what is there goes when it is coded again.

-- The trigger is a mention of its event; only the further ones have rows.
ALTER TABLE core.event_mentions RENAME TO further_mentions;
ALTER TABLE core.further_mentions RENAME CONSTRAINT event_mentions_pkey TO further_mentions_pkey;
ALTER TABLE core.further_mentions RENAME CONSTRAINT event_mentions_event_id_fkey TO further_mentions_event_id_fkey;
ALTER TABLE core.further_mentions RENAME CONSTRAINT event_mentions_span_check TO further_mentions_span_check;
ALTER TABLE core.event_mentions_history RENAME TO further_mentions_history;
ALTER TABLE core.further_mentions_history RENAME CONSTRAINT event_mentions_history_pkey TO further_mentions_history_pkey;
COMMENT ON TABLE core.further_mentions IS 'Places of the document that tell of the event beside its trigger (event_mentions has both).';
COMMENT ON TABLE core.further_mentions_history IS 'Rows of core.further_mentions as they were before a run that changed them.';

CREATE VIEW core.event_mentions AS
SELECT event_id, start_offset, end_offset, sentence_no, surface FROM core.events
UNION ALL
SELECT further.event_id, further.start_offset, further.end_offset, further.sentence_no, further.surface
FROM core.further_mentions AS further
JOIN core.events AS event USING (event_id)
WHERE (further.start_offset, further.end_offset) <> (event.start_offset, event.end_offset);
COMMENT ON VIEW core.event_mentions IS 'All places of the document that tell of the event.';
COMMENT ON COLUMN core.event_mentions.event_id IS 'Event.';
COMMENT ON COLUMN core.event_mentions.start_offset IS 'First character in the raw text.';
COMMENT ON COLUMN core.event_mentions.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.event_mentions.sentence_no IS 'Ordinal of the sentence.';
COMMENT ON COLUMN core.event_mentions.surface IS 'The characters of the raw text.';

-- The outlet is the document's, the speaker is a participant.
DROP TABLE core.attributions, core.attributions_history;
CREATE VIEW core.attributions AS
SELECT event.event_id, document.source_code, speaker.actor_id, speaker.surface AS speaker
FROM core.events AS event
JOIN core.documents AS document USING (document_id)
LEFT JOIN core.event_participants AS speaker
    ON speaker.event_id = event.event_id AND speaker.role = 'speaker' AND speaker.position = 0;
COMMENT ON VIEW core.attributions IS 'Who vouches for an event: the outlet, or a speaker whom it quotes.';
COMMENT ON COLUMN core.attributions.event_id IS 'Event.';
COMMENT ON COLUMN core.attributions.source_code IS 'Outlet that prints it.';
COMMENT ON COLUMN core.attributions.actor_id IS 'Resolved speaker.';
COMMENT ON COLUMN core.attributions.speaker IS 'The speaker as written; null where the outlet itself says it.';

-- Loaders of the release before still bring these rows.
CREATE FUNCTION core.bring_mention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.further_mentions VALUES (NEW.event_id, NEW.start_offset, NEW.end_offset, NEW.sentence_no, NEW.surface)
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION core.bring_mention() IS 'Trigger: a row of event_mentions goes into its table.';
CREATE TRIGGER event_mentions_brought INSTEAD OF INSERT ON core.event_mentions
    FOR EACH ROW EXECUTE FUNCTION core.bring_mention();
CREATE FUNCTION core.leave_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.leave_row() IS 'Trigger: other tables hold what the row says.';
CREATE TRIGGER attributions_left INSTEAD OF INSERT ON core.attributions
    FOR EACH ROW EXECUTE FUNCTION core.leave_row();

ALTER TABLE core.uncoded_sentences ALTER COLUMN surface DROP NOT NULL;
ALTER TABLE core.uncoded_sentences_history ALTER COLUMN surface DROP NOT NULL;
COMMENT ON COLUMN core.uncoded_sentences.surface IS
    'Null: the characters stand in the raw text, and analyst.uncoded_sentences shows them; rows of earlier versions have them.';
COMMENT ON COLUMN core.uncoded_sentences_history.surface IS
    'Null: the characters stand in the raw text, and analyst.uncoded_sentences shows them; rows of earlier versions have them.';

-- Nearly every clean text is its raw text, run by run, with plain spaces and line ends (etl.text.cleaning.rebuilt is the same).
CREATE FUNCTION core.rebuilt(raw_text text, clean_starts integer[], raw_starts integer[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    (
        SELECT string_agg(
            CASE WHEN run.next_start IS NULL THEN substr(raw_text, run.raw_start + 1)
                 ELSE substr(raw_text, run.raw_start + 1, run.next_start - run.clean_start) END,
            '' ORDER BY run.clean_start, run.raw_start
        )
        FROM (
            SELECT clean_start, raw_start, lead(clean_start) OVER (ORDER BY clean_start, raw_start) AS next_start
            FROM unnest(clean_starts, raw_starts) AS start (clean_start, raw_start)
        ) AS run
    ),
    U&'\0009\000b\000c\001c\001d\001e\001f\0085\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\202f\205f\3000\000d\2028\2029',
    U&'                        \000a\000a\000a'
);
COMMENT ON FUNCTION core.rebuilt IS 'The clean text that the raw text and its offset map give.';
ALTER TABLE core.document_texts ALTER COLUMN clean_text DROP NOT NULL;
COMMENT ON COLUMN core.document_texts.clean_text IS
    'The text without vowel marks, invisible characters and debris; null where core.rebuilt(raw_text, clean_starts, raw_starts) gives it.';

-- Nobody looks for these.
DROP INDEX core.uncoded_sentences_reason_code_idx;
DROP INDEX core.events_event_type_idx;
