-- Loaders go together, but not while documents are brought together (lock_links): what is marked for that is either
-- committed with its rows, or waits for the next time.
SELECT pg_advisory_xact_lock_shared(hashtextextended('waqai links', 0))
