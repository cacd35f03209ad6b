-- What bringing together events and near-identical texts needs.

CREATE TABLE core.stale_clusters (
    cluster_key TEXT NOT NULL,
    CONSTRAINT stale_clusters_pkey PRIMARY KEY (cluster_key)
);

COMMENT ON TABLE core.stale_clusters IS 'What is to be brought together again when a run ends.';
COMMENT ON COLUMN core.stale_clusters.cluster_key IS 'Type, place and day whose events changed since they were last brought together.';

CREATE TABLE core.document_sketches (
    document_id UUID NOT NULL,
    signature INTEGER[] NOT NULL,
    bands BIGINT[] NOT NULL,
    is_linked BOOLEAN NOT NULL,
    CONSTRAINT document_sketches_pkey PRIMARY KEY (document_id),
    CONSTRAINT document_sketches_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);

CREATE INDEX document_sketches_bands_idx ON core.document_sketches USING gin (bands) WITH (fastupdate = off);

CREATE INDEX document_sketches_unlinked_idx ON core.document_sketches (document_id) WHERE NOT is_linked;

COMMENT ON TABLE core.document_sketches IS 'Fingerprints of the texts, to find those that are nearly the same.';
COMMENT ON COLUMN core.document_sketches.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.document_sketches.signature IS 'MinHash of the word triples: the share of equal members is the similarity.';
COMMENT ON COLUMN core.document_sketches.bands IS 'Hashes of parts of the signature; similar texts share one.';
COMMENT ON COLUMN core.document_sketches.is_linked IS 'Compared with all others that were there.';
