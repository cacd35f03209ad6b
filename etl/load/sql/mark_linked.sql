UPDATE core.document_sketches SET is_linked = true WHERE NOT is_linked
