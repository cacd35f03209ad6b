-- Near-identical texts are found through the smallest ids of a band, not by comparing all with all.

CREATE TABLE core.sketch_bands (
    band BIGINT NOT NULL,
    document_id UUID NOT NULL,
    CONSTRAINT sketch_bands_pkey PRIMARY KEY (band, document_id),
    CONSTRAINT sketch_bands_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);
COMMENT ON TABLE core.sketch_bands IS 'Compared documents by the parts of their signatures: who shares one may be nearly the same.';
COMMENT ON COLUMN core.sketch_bands.band IS 'Hash of a part of a signature.';
COMMENT ON COLUMN core.sketch_bands.document_id IS 'Document.';

DROP INDEX core.document_sketches_bands_idx;
COMMENT ON COLUMN core.near_duplicates.similarity IS 'Estimated share of word sequences in common with the nearest text compared with it.';

-- The next run brings all of them together anew, a portion at a time.
DELETE FROM core.near_duplicates;
UPDATE core.document_sketches SET is_linked = false;
