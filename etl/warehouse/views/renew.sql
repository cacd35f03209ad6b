-- Bring the rows that are kept of some documents (events_kept, figures_kept, ...) up to date.
-- after: events_kept, figures_kept, pairs_kept, statements_kept, shares_kept, counts_kept, tally
CREATE FUNCTION analyst.renew(document_ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept text;
BEGIN
    -- Whoever renews the same document waits here, and then sees what the other one left.
    PERFORM FROM core.documents AS document WHERE document.document_id = ANY(document_ids)
    ORDER BY document.document_id FOR NO KEY UPDATE;
    PERFORM analyst.tally(document_ids, -1);
    FOREACH kept IN ARRAY ARRAY['events', 'figures', 'pairs', 'statements', 'shares', 'counts'] LOOP
        EXECUTE format('DELETE FROM analyst.%I WHERE document_id = ANY($1)', kept || '_kept') USING document_ids;
        EXECUTE format('INSERT INTO analyst.%I SELECT * FROM analyst.%I WHERE document_id = ANY($1)',
                       kept || '_kept', kept || '_live') USING document_ids;
    END LOOP;
    PERFORM analyst.tally(document_ids, 1);
END
$$;
REVOKE EXECUTE ON FUNCTION analyst.renew(uuid[]) FROM PUBLIC;
