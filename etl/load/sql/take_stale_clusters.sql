DELETE FROM core.stale_clusters RETURNING cluster_key
