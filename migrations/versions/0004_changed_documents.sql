-- The analysts' flat rows are kept, not put together for each question; what changed since is noted by triggers.

CREATE TABLE core.changed_documents (
    change_id BIGINT GENERATED ALWAYS AS IDENTITY,
    document_id UUID NOT NULL,
    CONSTRAINT changed_documents_pkey PRIMARY KEY (change_id)
);
COMMENT ON TABLE core.changed_documents IS 'What is to be put together again in events_all and event_figures when a run ends; triggers note it.';
COMMENT ON COLUMN core.changed_documents.change_id IS 'Ordinal of the change.';
COMMENT ON COLUMN core.changed_documents.document_id IS 'Document whose coding, cluster or group is another since.';

CREATE FUNCTION core.note_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.changed_documents (document_id) VALUES (coalesce(NEW.document_id, OLD.document_id));
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_document() IS 'Trigger: the document of the row is to be put together again.';

CREATE FUNCTION core.note_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.changed_documents (document_id)
    SELECT document_id FROM core.events WHERE event_id = coalesce(NEW.event_id, OLD.event_id);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_event() IS 'Trigger: the document of the event is to be put together again.';

CREATE TRIGGER documents_changed AFTER INSERT OR UPDATE ON core.documents
    FOR EACH ROW EXECUTE FUNCTION core.note_document();
CREATE TRIGGER near_duplicates_changed AFTER INSERT OR UPDATE OR DELETE ON core.near_duplicates
    FOR EACH ROW EXECUTE FUNCTION core.note_document();
CREATE TRIGGER event_clusters_changed AFTER INSERT OR UPDATE OR DELETE ON core.event_clusters
    FOR EACH ROW EXECUTE FUNCTION core.note_event();

ALTER TABLE ref.event_types ADD COLUMN is_mutual BOOLEAN DEFAULT false NOT NULL;
COMMENT ON COLUMN ref.event_types.is_mutual IS 'Those who act do it with one another: a meeting, a clash.';
