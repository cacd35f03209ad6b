DELETE FROM core.stale_clusters
WHERE cluster_key IN (SELECT cluster_key FROM core.stale_clusters ORDER BY cluster_key LIMIT %(most)s)
RETURNING cluster_key
