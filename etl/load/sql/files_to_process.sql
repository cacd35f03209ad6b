SELECT uri, bytes FROM ops.run_files WHERE run_id = %(run_id)s AND outcome IS NULL ORDER BY uri
