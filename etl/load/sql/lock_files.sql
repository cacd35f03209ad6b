-- One run at a time ends a file; in order, so that two never wait for each other in a circle.
SELECT pg_advisory_xact_lock(hashtextextended(uri, 1)) FROM unnest(%(uris)s::text[]) AS uri
