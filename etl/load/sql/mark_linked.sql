DELETE FROM core.unlinked_documents WHERE document_id = ANY(%(ids)s::uuid[])
