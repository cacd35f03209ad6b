SELECT document_id, group_id, similarity FROM core.near_duplicates WHERE document_id = ANY(%(ids)s::uuid[])
