-- One process at a time brings documents together, while nobody loads (share_links).
-- New rows have no statistics yet: the joins are taken as written, and their few neighbours found by index.
SELECT pg_advisory_xact_lock(hashtextextended('waqai links', 0)), set_config('enable_seqscan', 'off', true),
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('join_collapse_limit', '1', true), set_config('jit', 'off', true)
