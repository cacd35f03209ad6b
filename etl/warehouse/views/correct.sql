-- Record that a value is wrong: BEGIN READ WRITE; SELECT correct('figures', id, 'high', '12', 'why'); COMMIT. The coding
-- stays, the views show the right value at once. A right value of null says that there is none: an event_type of null
-- that nothing happened, a kind of null that the figure counts nothing of ours.
-- after: renew, check_writing, signed
CREATE FUNCTION analyst.correct(
    table_name text, row_id uuid, column_name text, corrected_value text, reason text, corrected_by text DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD'
AS $$
#variable_conflict use_variable
DECLARE
    allowed constant jsonb := '{
        "events": {"event_type": "text", "modality": "ref.modality", "starts_on": "date", "ends_on": "date", "location_id": "text"},
        "figures": {"low": "numeric", "best": "numeric", "high": "numeric", "qualifier": "ref.qualifier", "kind": "text", "flow": "text"},
        "actor_mentions": {"actor_id": "text"},
        "location_mentions": {"location_id": "text"}}';
    kinds constant text[] := '{killed,injured,harmed,displaced,returned,evacuated,missing,detained,besieged,territory_share}';
    flows constant text[] := '{flow,stock,cumulative,share}';
    type_name constant text := allowed -> table_name ->> column_name;
    holder text := table_name;
    target record;
    coded text;
    normal text;
    known boolean;
    made constant uuid := gen_random_uuid();
BEGIN
    PERFORM analyst.check_writing(reason);
    IF type_name IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('%s.%s cannot be corrected', table_name, column_name),
            HINT = 'events: event_type, modality, starts_on, ends_on, location_id; figures: low, best, high, qualifier, kind, flow; '
                'actor_mentions: actor_id; location_mentions: location_id';
    END IF;
    EXECUTE format('SELECT document_id, start_offset, end_offset, surface FROM core.%I WHERE %I = $1',
                   holder, left(table_name, -1) || '_id') INTO target USING row_id;
    IF target.document_id IS NULL AND table_name IN ('events', 'figures') THEN
        holder := 'added_' || table_name;
        EXECUTE format('SELECT document_id, start_offset, end_offset, surface FROM core.%I WHERE %I = $1',
                       holder, left(table_name, -1) || '_id') INTO target USING row_id;
    END IF;
    IF target.document_id IS NULL THEN
        RAISE no_data_found USING MESSAGE = format('core.%s has no row %s', table_name, row_id);
    END IF;
    IF holder = 'events' AND column_name = 'location_id' THEN
        SELECT place.location_id INTO coded FROM core.event_locations AS place
        WHERE place.event_id = row_id AND place.role = 'where';
    ELSE
        EXECUTE format('SELECT (%I)::text FROM core.%I WHERE %I = $1', column_name, holder,
                       left(table_name, -1) || '_id') INTO coded USING row_id;
    END IF;
    IF corrected_value IS NULL AND column_name IN ('modality', 'qualifier') THEN
        RAISE invalid_parameter_value USING MESSAGE = format('%s always has a value', column_name);
    END IF;
    EXECUTE format('SELECT ($1::%s)::text', type_name) INTO normal USING corrected_value;
    -- What every view and every export can show: no infinity, no year before Christ or beyond four digits.
    IF type_name = 'date' AND normal !~ '^(1[89]|20|21)\d\d-\d\d-\d\d$' THEN
        RAISE invalid_parameter_value USING MESSAGE = format('%L is no day between 1800 and 2199', corrected_value);
    END IF;
    IF type_name = 'numeric' AND normal !~ '^\d{1,15}(\.\d{1,6})?$' THEN
        RAISE invalid_parameter_value USING MESSAGE = format('%L is no figure from 0 to 999999999999999', corrected_value);
    END IF;
    known := normal IS NULL OR CASE column_name
        WHEN 'event_type' THEN EXISTS (SELECT FROM ref.event_types AS t WHERE t.event_type = normal)
        WHEN 'location_id' THEN EXISTS (SELECT FROM core.locations AS l WHERE l.location_id = normal)
        WHEN 'actor_id' THEN EXISTS (SELECT FROM core.actors AS a WHERE a.actor_id = normal)
        WHEN 'kind' THEN normal = ANY(kinds)
        WHEN 'flow' THEN normal = ANY(flows)
        ELSE true
    END;
    IF NOT known THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no %s %L', column_name, normal);
    END IF;
    INSERT INTO core.corrections AS c (
        correction_id, table_name, row_id, column_name, coded_value, corrected_value, reason, corrected_by, corrected_at,
        document_id, start_offset, end_offset, surface
    ) VALUES (
        made, table_name, row_id, column_name, coded, normal, btrim(reason),
        analyst.signed(corrected_by), clock_timestamp(),
        target.document_id, target.start_offset, target.end_offset, target.surface
    );
    PERFORM analyst.renew(ARRAY[target.document_id]);
    IF EXISTS (SELECT FROM analyst.corrected_figures AS f WHERE f.figure_id = row_id
               AND (f.low > f.high OR f.best < f.low OR f.best > f.high))
        OR EXISTS (SELECT FROM analyst.corrected_events AS e WHERE e.event_id = row_id AND e.starts_on > e.ends_on) THEN
        RAISE check_violation USING MESSAGE = 'the lower bound would be above the upper one, or the best value outside of them',
            HINT = 'correct the other bound first';
    END IF;
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION analyst.correct(text, uuid, text, text, text, text) FROM PUBLIC;
