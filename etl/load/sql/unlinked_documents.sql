-- What was not compared yet, or a part of it.
SELECT document_id FROM core.document_sketches WHERE NOT is_linked ORDER BY document_id LIMIT %(most)s
