-- What decided an event is stored without what is the same in all steps: the names of their parts, and what the event says
-- itself. No row is touched: what is there is packed when it is coded again.
CREATE FUNCTION core.steps_of(why jsonb, rule text, start_offset integer, end_offset integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT jsonb_agg(
        CASE jsonb_typeof(step) WHEN 'object' THEN step ELSE jsonb_build_object(
            'step', step -> 0,
            'rule', coalesce(step ->> 1, rule),
            'weight', step -> 2,
            'rejected', coalesce(step ->> 3, ''),
            'start', coalesce(step -> 4, to_jsonb(start_offset)),
            'end', coalesce(step -> 5, to_jsonb(end_offset))
        ) END
        ORDER BY place
    )
    FROM jsonb_array_elements(why) WITH ORDINALITY AS told (step, place)
);
COMMENT ON FUNCTION core.steps_of IS
    'What decided an event, from why, rule, start_offset and end_offset of its row: a list of {step, rule, start, end, weight, rejected}.';
COMMENT ON COLUMN core.events.why IS
    'What decided, in order, packed: a list of [step, rule, weight, rejected, start, end]. A rule that is null is that of the event, what lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names; rows of earlier versions have them.';
COMMENT ON COLUMN core.events_history.why IS
    'What decided, in order, packed: a list of [step, rule, weight, rejected, start, end]. A rule that is null is that of the event, what lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names; rows of earlier versions have them.';
