UPDATE ops.run_files AS file SET batch_id = assigned.batch_id
FROM unnest(%(uris)s::text[], %(batch_ids)s::uuid[]) AS assigned (uri, batch_id)
WHERE file.run_id = %(run_id)s AND file.uri = assigned.uri
