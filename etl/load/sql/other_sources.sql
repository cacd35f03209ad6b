-- Documents of this run that the same place in the same file gave under another source before, by that source: the source
-- is part of a document's identity, so they are there twice.
SELECT before_document.source_code, count(DISTINCT document.document_id) AS documents
FROM core.document_origins AS origin
JOIN core.documents AS document USING (document_id)
JOIN core.document_origins AS before
    ON hashtextextended(before.uri, before.position) = hashtextextended(origin.uri, origin.position) AND before.uri = origin.uri AND before.member = origin.member AND before.position = origin.position
   AND before.sha256 = origin.sha256 AND before.document_id <> origin.document_id
JOIN core.documents AS before_document ON before_document.document_id = before.document_id
WHERE origin.run_id = %(run_id)s AND before.run_id <> %(run_id)s AND before_document.source_code <> document.source_code
GROUP BY before_document.source_code
ORDER BY before_document.source_code
