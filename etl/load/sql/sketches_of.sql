SELECT document_id, signature, bands FROM core.document_sketches WHERE document_id = ANY(%(ids)s::uuid[])
