-- Add an event that the coding missed: BEGIN READ WRITE; SELECT add_event(document_id, 'words of the trigger', 'airstrike',
-- 'why', starts_on => '2016-12-09', location_id => '170063', source_actor_ids => '{state:RU}'); COMMIT. The views show it
-- at once; it gives way where a later coding finds it. correct('events', its id, 'event_type', NULL, 'why') takes it back.
-- after: renew, span_of, check_writing, signed, corrected_events, corrected_figures
CREATE FUNCTION analyst.add_event(
    document_id uuid, words text, event_type text, reason text, starts_on date DEFAULT NULL, ends_on date DEFAULT NULL,
    location_id text DEFAULT NULL, source_actor_ids text[] DEFAULT '{}', target_actor_ids text[] DEFAULT '{}',
    modality text DEFAULT 'asserted', ordinal integer DEFAULT NULL, added_by text DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    at constant integer := analyst.span_of(document_id, words, ordinal);
    made constant uuid := gen_random_uuid();
    unknown text;
BEGIN
    PERFORM analyst.check_writing(reason);
    IF NOT EXISTS (SELECT FROM ref.event_types AS t WHERE t.event_type = event_type) THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no event_type %L', event_type);
    END IF;
    IF location_id IS NOT NULL AND NOT EXISTS (SELECT FROM core.locations AS l WHERE l.location_id = location_id) THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no location_id %L', location_id);
    END IF;
    SELECT given INTO unknown FROM unnest(source_actor_ids || target_actor_ids) AS given
    WHERE NOT EXISTS (SELECT FROM core.actors AS a WHERE a.actor_id = given) LIMIT 1;
    IF FOUND THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no actor_id %L', unknown),
            HINT = 'find_names() finds actors and places by their names';
    END IF;
    IF NOT (coalesce(starts_on, ends_on, '2000-01-01') BETWEEN '1800-01-01' AND '2199-12-31'
            AND coalesce(ends_on, starts_on, '2000-01-01') BETWEEN coalesce(starts_on, '1800-01-01') AND '2199-12-31') THEN
        RAISE invalid_parameter_value USING MESSAGE = 'days lie between 1800 and 2199, the last not before the first';
    END IF;
    IF EXISTS (
        SELECT FROM analyst.corrected_events AS known
        WHERE known.document_id = document_id AND known.event_type = event_type
          AND known.start_offset < at + char_length(words) AND known.end_offset > at
    ) THEN
        RAISE unique_violation USING MESSAGE = format('there is an event %s in these words already', event_type),
            HINT = 'correct() changes it';
    END IF;
    INSERT INTO core.added_events VALUES (
        made, document_id, at, at + char_length(words), words, btrim(reason), analyst.signed(added_by), clock_timestamp(),
        event_type, modality::ref.modality, coalesce(starts_on, ends_on), coalesce(ends_on, starts_on), location_id,
        source_actor_ids, target_actor_ids
    );
    PERFORM analyst.renew(ARRAY[document_id]);
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION
    analyst.add_event(uuid, text, text, text, date, date, text, text[], text[], text, integer, text) FROM PUBLIC;
