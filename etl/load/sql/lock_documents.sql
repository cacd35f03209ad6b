-- One loader at a time per document; the keys come sorted, so that two loaders never wait for each other in a circle.
SELECT pg_advisory_xact_lock(key) FROM unnest(%(keys)s::bigint[]) AS key
