-- Bring the rows that events_all and event_figures keep of some documents up to date.
-- after: events_kept, figures_kept
CREATE FUNCTION analyst.renew(document_ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Whoever renews the same document waits here, and then sees what the other one left.
    PERFORM FROM core.documents AS document WHERE document.document_id = ANY(document_ids)
    ORDER BY document.document_id FOR NO KEY UPDATE;
    DELETE FROM analyst.figures_kept AS kept WHERE kept.document_id = ANY(document_ids);
    DELETE FROM analyst.events_kept AS kept WHERE kept.document_id = ANY(document_ids);
    INSERT INTO analyst.events_kept SELECT * FROM analyst.events_live AS live WHERE live.document_id = ANY(document_ids);
    INSERT INTO analyst.figures_kept SELECT * FROM analyst.figures_live AS live WHERE live.document_id = ANY(document_ids);
END
$$;
REVOKE EXECUTE ON FUNCTION analyst.renew(uuid[]) FROM PUBLIC;
