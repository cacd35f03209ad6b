-- Count what some documents gave into what is kept of all (1), or out of it (-1).
-- after: unresolved_kept, speakers_kept
CREATE FUNCTION analyst.tally(document_ids uuid[], sign integer) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
-- In order, so that two that count the same names wait for each other instead of for ever.
AS $$
    INSERT INTO analyst.unresolved_kept AS kept
        (layer, kind, reason_code, surface, mentions, documents, example_document_id)
    SELECT layer, kind, reason_code, surface, sign * count(*), sign * count(DISTINCT document_id),
           min(document_id::text)::uuid
    FROM analyst.unresolved_live
    WHERE document_id = ANY(document_ids)
    GROUP BY layer, kind, reason_code, surface
    ORDER BY surface, layer, kind, reason_code
    ON CONFLICT (surface, layer, kind, reason_code) DO UPDATE SET
        mentions = kept.mentions + excluded.mentions,
        documents = kept.documents + excluded.documents,
        example_document_id = CASE WHEN sign > 0 THEN excluded.example_document_id ELSE kept.example_document_id END;
    INSERT INTO analyst.speakers_kept AS kept (speaker_en, source_code, events)
    SELECT speaker_en, source_code, sign * count(*)
    FROM analyst.statements_kept
    WHERE document_id = ANY(document_ids) AND act = 'reports' AND NOT is_repeat
    GROUP BY speaker_en, source_code
    ORDER BY speaker_en, source_code
    ON CONFLICT (speaker_en, source_code) DO UPDATE SET events = kept.events + excluded.events;
    DELETE FROM analyst.unresolved_kept WHERE sign > 0 AND layer IN ('actors', 'places', 'dates') AND mentions = 0;
$$;
REVOKE EXECUTE ON FUNCTION analyst.tally(uuid[], integer) FROM PUBLIC;
