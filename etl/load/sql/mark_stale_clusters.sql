-- To be brought together again when a run ends.
INSERT INTO core.stale_clusters (cluster_key)
SELECT key FROM unnest(%(keys)s::text[]) AS key
ON CONFLICT DO NOTHING
