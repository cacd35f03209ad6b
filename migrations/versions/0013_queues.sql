-- What is to be done with a document waits in a queue of its own, and statistics follow a bulk load.

CREATE TABLE core.unsearched_documents (
    change_id BIGINT GENERATED ALWAYS AS IDENTITY,
    document_id UUID NOT NULL,
    CONSTRAINT unsearched_documents_pkey PRIMARY KEY (change_id)
);
COMMENT ON TABLE core.unsearched_documents IS 'What is to be made searchable when the views are refreshed; triggers note it.';
COMMENT ON COLUMN core.unsearched_documents.change_id IS 'Ordinal of the change.';
COMMENT ON COLUMN core.unsearched_documents.document_id IS 'Document whose text came or changed since.';

CREATE TABLE ops.unchecked_documents (
    change_id BIGINT GENERATED ALWAYS AS IDENTITY,
    document_id UUID NOT NULL,
    CONSTRAINT unchecked_documents_pkey PRIMARY KEY (change_id)
);
COMMENT ON TABLE ops.unchecked_documents IS 'What the checks have not found clean yet; triggers note it.';
COMMENT ON COLUMN ops.unchecked_documents.change_id IS 'Ordinal of the change.';
COMMENT ON COLUMN ops.unchecked_documents.document_id IS 'Document that was coded since.';

CREATE TABLE core.unlinked_documents (
    document_id UUID NOT NULL,
    CONSTRAINT unlinked_documents_pkey PRIMARY KEY (document_id)
);
COMMENT ON TABLE core.unlinked_documents IS 'What is to be compared with others when a run ends; triggers note it.';
COMMENT ON COLUMN core.unlinked_documents.document_id IS 'Document whose sketch came or changed since.';

-- Once a statement, not once a row: a COPY brings hundreds of documents.
CREATE FUNCTION core.note_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO %s (document_id) SELECT document_id FROM new_rows ON CONFLICT DO NOTHING', TG_ARGV[0]);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_documents() IS 'Trigger: the documents of the new rows go into the queue that its argument names.';
CREATE TRIGGER texts_came AFTER INSERT ON core.document_texts REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.note_documents('core.unsearched_documents');
CREATE TRIGGER texts_changed AFTER UPDATE ON core.document_texts REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.note_documents('core.unsearched_documents');
CREATE TRIGGER documents_came AFTER INSERT ON core.documents REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.note_documents('ops.unchecked_documents');
CREATE TRIGGER documents_recoded AFTER UPDATE ON core.documents REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.note_documents('ops.unchecked_documents');
CREATE TRIGGER sketches_came AFTER INSERT ON core.document_sketches REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.note_documents('core.unlinked_documents');

-- Headline, month and source are searched too.
CREATE FUNCTION core.note_described() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.unsearched_documents (document_id)
    SELECT document_id
    FROM new_rows AS came JOIN old_rows AS gone USING (document_id)
    WHERE (came.title, came.published_on, came.source_code)
        IS DISTINCT FROM (gone.title, gone.published_on, gone.source_code);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_described() IS 'Trigger: what is searched of these documents may be another.';
CREATE TRIGGER documents_described AFTER UPDATE ON core.documents
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION core.note_described();

-- All texts once more: what is there is found as before, but not by its month.
INSERT INTO core.unsearched_documents (document_id) SELECT document_id FROM core.document_texts;
COMMENT ON COLUMN core.document_search.words IS
    'Stems of headline (weight A) and text with their positions; month:2016-12 and source:CODE as words of their own.';

INSERT INTO core.unlinked_documents SELECT document_id FROM core.document_sketches WHERE NOT is_linked;
-- It was set in each row, which wrote the whole row anew. Loaders of the release before still give it.
DROP INDEX core.document_sketches_unlinked_idx;
COMMENT ON COLUMN core.document_sketches.is_linked IS 'Means nothing any more: unlinked_documents holds what is to be compared.';
INSERT INTO ops.unchecked_documents (document_id)
SELECT document_id FROM core.documents
WHERE coded_at >= coalesce((
    SELECT max(checked_at) - interval '1 day' FROM (
        SELECT checked_at FROM ops.checks GROUP BY checked_at HAVING bool_and(status <> 'failed')
    ) AS clean
), '-infinity');

-- How many names each day's checks saw: the share of unresolved ones is compared without reading them again.
CREATE TABLE ops.names_daily (
    checked_on DATE NOT NULL,
    source_code TEXT NOT NULL,
    layer TEXT NOT NULL,
    mentions BIGINT NOT NULL,
    unresolved BIGINT NOT NULL,
    CONSTRAINT names_daily_pkey PRIMARY KEY (checked_on, source_code, layer)
);
COMMENT ON TABLE ops.names_daily IS 'Names of places and actors in the documents that were checked, day by day.';
COMMENT ON COLUMN ops.names_daily.checked_on IS 'Day of the check.';
COMMENT ON COLUMN ops.names_daily.source_code IS 'Outlet.';
COMMENT ON COLUMN ops.names_daily.layer IS 'places or actors.';
COMMENT ON COLUMN ops.names_daily.mentions IS 'Number of names, descriptions left out.';
COMMENT ON COLUMN ops.names_daily.unresolved IS 'How many of them are not resolved.';
INSERT INTO ops.names_daily
SELECT document.coded_at::date, document.source_code, mention.layer, count(*), count(*) FILTER (WHERE mention.is_unresolved)
FROM core.documents AS document
JOIN (
    SELECT document_id, 'places' AS layer, location_id IS NULL AS is_unresolved FROM core.location_mentions
    WHERE reason_code IS DISTINCT FROM 'described'
    UNION ALL
    SELECT document_id, 'actors', actor_id IS NULL FROM core.actor_mentions WHERE reason_code IS DISTINCT FROM 'described'
) AS mention USING (document_id)
WHERE document.coded_at > now() - interval '61 days'
  AND NOT EXISTS (SELECT FROM ops.unchecked_documents AS waiting WHERE waiting.document_id = document.document_id)
GROUP BY 1, 2, 3;

-- Without statistics a table that was just filled is read as a whole for each document. Only its owner may gather them.
CREATE FUNCTION core.gather_statistics() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
    tables integer := 0;
BEGIN
    FOR name IN
        SELECT format('%I.%I', schemaname, relname)
        FROM pg_stat_user_tables
        WHERE schemaname IN ('core', 'analyst', 'ops')
          AND n_mod_since_analyze > 500 AND n_mod_since_analyze > 0.5 * (n_live_tup - n_mod_since_analyze)
        ORDER BY 1
    LOOP
        EXECUTE 'ANALYZE ' || name;
        tables := tables + 1;
    END LOOP;
    RETURN tables;
END
$$;
COMMENT ON FUNCTION core.gather_statistics IS 'Gathers the statistics of tables that grew by half or more since the last time.';
REVOKE EXECUTE ON FUNCTION core.gather_statistics FROM PUBLIC;
