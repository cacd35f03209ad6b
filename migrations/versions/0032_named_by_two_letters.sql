-- What decided an event names its steps by two letters. No row is touched: what is there goes when it is coded again.
CREATE OR REPLACE FUNCTION core.steps_of(decided text, rule text, start_offset integer, end_offset integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT jsonb_agg(
        jsonb_build_object(
            'step', coalesce(
                jsonb '{"tr": "trigger", "mo": "modality", "so": "source", "ta": "target", "pl": "place", "sp": "speaker"}'
                    ->> part[1],
                part[1]
            ),
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
COMMENT ON COLUMN core.events.decided IS
    'What decided, in order: a line a step, its parts apart by tabs: step, rule, weight, rejected, start, length. A step is named by two letters (trigger, modality, source, target, place, speaker) or in full; a rule that lacks is that of the event, a lone backslash none; what else lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names.';
COMMENT ON COLUMN core.events_history.decided IS
    'What decided, in order: a line a step, its parts apart by tabs: step, rule, weight, rejected, start, length. A step is named by two letters (trigger, modality, source, target, place, speaker) or in full; a rule that lacks is that of the event, a lone backslash none; what else lacks at the end is empty or the span of the event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names.';
