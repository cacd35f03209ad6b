-- What was not compared yet, or a part of it.
SELECT document_id FROM core.unlinked_documents ORDER BY document_id LIMIT %(most)s
