-- What decided an event takes less than half of the room again: lines instead of JSON, spans by their length. No row is
-- touched: what is there goes when it is coded again.
ALTER TABLE core.events ADD COLUMN decided TEXT;
ALTER TABLE core.events_history ADD COLUMN decided TEXT;
COMMENT ON COLUMN core.events.decided IS
    'What decided, in order: a line a step, its parts apart by tabs: step, rule, weight, rejected, start, length. A rule that lacks is that of the event, a lone backslash none; what else lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names.';
COMMENT ON COLUMN core.events_history.decided IS
    'What decided, in order: a line a step, its parts apart by tabs: step, rule, weight, rejected, start, length. A rule that lacks is that of the event, a lone backslash none; what else lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names.';
COMMENT ON COLUMN core.events.why IS
    'Null: decided says it; rows of earlier versions have it as a list of [step, rule, weight, rejected, start, end] or of {step, rule, ...}.';
COMMENT ON COLUMN core.events_history.why IS
    'Null: decided says it; rows of earlier versions have it as a list of [step, rule, weight, rejected, start, end] or of {step, rule, ...}.';

CREATE FUNCTION core.steps_of(decided text, rule text, start_offset integer, end_offset integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT jsonb_agg(
        jsonb_build_object(
            'step', part[1],
            -- Within a part JSON's escapes stand for tabs and ends of lines.
            'rule', CASE part[2] WHEN '' THEN to_jsonb(rule) WHEN '\' THEN '""' ELSE ('"' || part[2] || '"')::jsonb END,
            'weight', part[3]::numeric,
            'rejected', ('"' || coalesce(part[4], '') || '"')::jsonb,
            'start', coalesce(part[5]::integer, start_offset),
            'end', coalesce(part[5]::integer + part[6]::integer, end_offset)
        )
        ORDER BY place
    )
    FROM string_to_table(decided, E'\n') WITH ORDINALITY AS told (line, place)
    CROSS JOIN LATERAL (SELECT string_to_array(line, E'\t') AS part) AS split
);
COMMENT ON FUNCTION core.steps_of(text, text, integer, integer) IS
    'What decided an event, from decided, rule, start_offset and end_offset of its row: a list of {step, rule, start, end, weight, rejected}.';

-- Nobody asks for it, and it is (starts_on, ends_on).
ALTER TABLE core.events DROP COLUMN period;
