-- No load waits for ever, nor holds others up for ever.
SELECT set_config('lock_timeout', '5min', true),
       set_config('statement_timeout', '10min', true),
       set_config('idle_in_transaction_session_timeout', '30min', true)
