UPDATE core.document_sketches SET is_linked = true WHERE document_id = ANY(%(ids)s::uuid[])
