-- What was not compared yet. What others commit from here on is theirs to compare.
SELECT document_id FROM core.document_sketches WHERE NOT is_linked
