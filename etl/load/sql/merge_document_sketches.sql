-- A text never changes under its id, but the way of sketching may: then it is compared anew.
WITH changed AS (
    SELECT kept.document_id
    FROM core.document_sketches AS kept
    JOIN staged_document_sketches AS new USING (document_id)
    WHERE kept.signature <> new.signature
), again AS (
    INSERT INTO core.unlinked_documents SELECT document_id FROM changed ON CONFLICT DO NOTHING
)
INSERT INTO core.document_sketches AS kept
SELECT DISTINCT ON (document_id) *
FROM staged_document_sketches
ORDER BY document_id
ON CONFLICT (document_id) DO UPDATE SET
    signature = excluded.signature,
    bands = excluded.bands
WHERE kept.signature <> excluded.signature
