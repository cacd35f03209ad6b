SELECT DISTINCT document_id FROM core.sketch_bands WHERE band = ANY(%(bands)s::bigint[])
