-- The bands of a sketch stand in its row alone: a row for each, with an index over them, took 1.5 KB a document. What waits to
-- be compared is not found by its bands yet.
DROP TABLE core.sketch_bands;
CREATE VIEW core.sketch_bands AS{compared};
COMMENT ON VIEW core.sketch_bands IS
    'Compared documents by the parts of their signatures: who shares one may be nearly the same.';
COMMENT ON COLUMN core.sketch_bands.number IS 'Ordinal of the part of the signature, from 1.';
COMMENT ON COLUMN core.sketch_bands.band IS 'Hash of the part.';
COMMENT ON COLUMN core.sketch_bands.document_id IS 'Document.';

-- Workers of the release before enter and take out bands themselves.
CREATE FUNCTION core.enter_band() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM core.unlinked_documents WHERE document_id = NEW.document_id;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION core.enter_band() IS 'Trigger: a document whose band is entered is found by all of them.';
CREATE TRIGGER band_entered INSTEAD OF INSERT ON core.sketch_bands FOR EACH ROW EXECUTE FUNCTION core.enter_band();
CREATE FUNCTION core.leave_band() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core.unlinked_documents VALUES (OLD.document_id) ON CONFLICT DO NOTHING;
    RETURN OLD;
END
$$;
COMMENT ON FUNCTION core.leave_band() IS 'Trigger: a document whose band is taken out waits to be compared again.';
CREATE TRIGGER band_left INSTEAD OF DELETE ON core.sketch_bands FOR EACH ROW EXECUTE FUNCTION core.leave_band();

-- Rights are given to what is there when the roles are equipped.
DELETE FROM ops.installed WHERE part = 'roles';
