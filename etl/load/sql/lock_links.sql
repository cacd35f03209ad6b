-- One process at a time brings documents together.
-- New rows have no statistics yet; their few neighbours are always found faster by index.
SELECT pg_advisory_xact_lock(hashtextextended('waqai links', 0)), set_config('enable_seqscan', 'off', true),
       set_config('jit', 'off', true)
