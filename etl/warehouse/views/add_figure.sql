-- Add a figure that the coding missed: BEGIN READ WRITE; SELECT add_figure(document_id, '12 مدنيا', 'killed', 12, 12, 'why',
-- event_id => '...'); COMMIT. A bound of null is open. It gives way where a later coding finds it;
-- correct('figures', its id, 'kind', NULL, 'why') takes it back.
-- after: renew, span_of, check_writing, signed, corrected_events, corrected_figures
CREATE FUNCTION analyst.add_figure(
    document_id uuid, words text, kind text, low numeric, high numeric, reason text, event_id uuid DEFAULT NULL,
    best numeric DEFAULT NULL, qualifier text DEFAULT 'exact', unit text DEFAULT 'persons', flow text DEFAULT NULL,
    ordinal integer DEFAULT NULL, added_by text DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    at constant integer := analyst.span_of(document_id, words, ordinal);
    made constant uuid := gen_random_uuid();
    likely constant numeric := coalesce(best, CASE WHEN low = high THEN low END);
BEGIN
    PERFORM analyst.check_writing(reason);
    IF kind IS NULL OR kind <> ALL ('{killed,injured,harmed,displaced,returned,evacuated,missing,detained,besieged,territory_share}') THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no kind %L', kind);
    END IF;
    IF unit <> ALL ('{persons,households,count,percent}') OR flow <> ALL ('{flow,stock,cumulative,share}') THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no unit %L or no flow %L', unit, flow);
    END IF;
    IF coalesce(low, high) IS NULL OR NOT (
        coalesce(low, 0) BETWEEN 0 AND coalesce(likely, high, 1e15) AND coalesce(likely, 0) <= coalesce(high, 1e15)
        AND coalesce(high, 0) < 1e15
    ) THEN
        RAISE invalid_parameter_value USING MESSAGE = 'a figure has a bound from 0 to 999999999999999, low <= best <= high';
    END IF;
    IF event_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM analyst.corrected_events AS e WHERE e.event_id = event_id AND e.document_id = document_id
    ) THEN
        RAISE no_data_found USING MESSAGE = format('the document has no event %s', event_id);
    END IF;
    IF EXISTS (
        SELECT FROM analyst.corrected_figures AS known
        WHERE known.document_id = document_id AND known.kind = kind
          AND known.start_offset < at + char_length(words) AND known.end_offset > at
    ) THEN
        RAISE unique_violation USING MESSAGE = format('there is a figure of the %s in these words already', kind),
            HINT = 'correct() changes it';
    END IF;
    INSERT INTO core.added_figures VALUES (
        made, document_id, at, at + char_length(words), words, btrim(reason), analyst.signed(added_by), clock_timestamp(),
        event_id, low, likely, high, qualifier::ref.qualifier, unit, kind, flow
    );
    PERFORM analyst.renew(ARRAY[document_id]);
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION
    analyst.add_figure(uuid, text, text, numeric, numeric, text, uuid, numeric, text, text, text, integer, text) FROM PUBLIC;
