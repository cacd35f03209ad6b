-- A statement of its own: the next one then sees all events that these marks were committed with.
DELETE FROM core.stale_clusters RETURNING cluster_key
