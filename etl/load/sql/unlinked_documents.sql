-- What was not compared yet.
SELECT document_id FROM core.document_sketches WHERE NOT is_linked
