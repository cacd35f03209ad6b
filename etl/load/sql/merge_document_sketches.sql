-- A text never changes under its id, but the way of sketching may: then it is compared anew.
INSERT INTO core.document_sketches AS kept
SELECT DISTINCT ON (document_id) *
FROM staged_document_sketches
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    signature = excluded.signature,
    bands = excluded.bands,
    is_linked = kept.is_linked AND kept.signature = excluded.signature
