-- Three roles, as far as we may make them. They have no password until somebody gives them one.
--   waqai_owner   owns the tables, runs migrations
--   waqai_loader  reads and writes rows
--   analyst_ro    reads core, analyst and ref
DO $$
DECLARE
    wanted record;
    kind text;
    item record;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES ('waqai_owner', 'NOLOGIN'), ('waqai_loader', 'LOGIN'), ('analyst_ro', 'LOGIN'))
        AS roles (name, login)
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.login);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = analyst, core, ref', wanted.name,
                       current_database());
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), wanted.name);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET search_path = analyst, core, ref', current_database());
    EXECUTE format('ALTER ROLE analyst_ro IN DATABASE %I SET default_transaction_read_only = on', current_database());
    EXECUTE format('ALTER ROLE analyst_ro IN DATABASE %I SET statement_timeout = ''5min''', current_database());
    EXECUTE format('ALTER ROLE analyst_ro IN DATABASE %I SET idle_in_transaction_session_timeout = ''5min''',
                   current_database());

    -- The tables belong to waqai_owner, whose member the migrating role must be.
    EXECUTE format('GRANT waqai_owner TO %I', current_user);
    FOR kind IN SELECT unnest(ARRAY['core', 'analyst', 'ref', 'ops']) LOOP
        EXECUTE format('ALTER SCHEMA %I OWNER TO waqai_owner', kind);
    END LOOP;
    FOR item IN
        SELECT n.nspname, c.relname, c.relkind
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('core', 'analyst', 'ref', 'ops') AND c.relkind IN ('r', 'v', 'm')
          AND pg_get_userbyid(c.relowner) <> 'waqai_owner'
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    LOOP
        EXECUTE format('ALTER TABLE %I.%I OWNER TO waqai_owner', item.nspname, item.relname);
    END LOOP;
    FOR item IN
        SELECT p.oid::regprocedure AS signature FROM pg_proc AS p
        WHERE p.pronamespace IN ('core'::regnamespace, 'analyst'::regnamespace)
          AND pg_get_userbyid(p.proowner) <> 'waqai_owner'
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO waqai_owner', item.signature);
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA core, analyst, ref, ops TO waqai_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA core, ref, ops TO waqai_loader;
GRANT SELECT ON ALL TABLES IN SCHEMA analyst TO waqai_loader;
GRANT USAGE ON SCHEMA core, analyst, ref TO analyst_ro;
GRANT SELECT ON ALL TABLES IN SCHEMA core, analyst, ref TO analyst_ro;
-- All that analysts may write; the functions check it and note who they are.
GRANT EXECUTE ON FUNCTION analyst.correct, analyst.add_event, analyst.add_figure, analyst.span_of
    TO analyst_ro, waqai_loader;
GRANT EXECUTE ON FUNCTION analyst.renew, core.gather_statistics TO waqai_loader;

-- An analyst may change the defaults of its own role: where the server can do it, they are set at each login.
-- Nor may it fill the disk with large objects, which belong to no schema.
DO $$
DECLARE
    routine regprocedure;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN;
    END IF;
    FOR routine IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lo_truncate', 'lo_truncate64',
                          'lo_unlink', 'lowrite')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
    END LOOP;
    -- Loaders take turns by advisory locks: whoever else held one could stop them all.
    FOR routine IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND (proname LIKE 'pg\_advisory%' OR proname LIKE 'pg\_try\_advisory%')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO waqai_owner, waqai_loader', routine);
    END LOOP;
    IF current_setting('server_version_num')::int < 170000 THEN
        RETURN;
    END IF;
    CREATE OR REPLACE FUNCTION core.set_analyst_defaults() RETURNS event_trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF session_user = 'analyst_ro' THEN
            PERFORM set_config('search_path', 'analyst, core, ref', false),
                    set_config('default_transaction_read_only', 'on', false),
                    set_config('statement_timeout', '5min', false),
                    set_config('idle_in_transaction_session_timeout', '5min', false);
        END IF;
    END
    $body$;
    COMMENT ON FUNCTION core.set_analyst_defaults IS 'At login: the settings of analyst_ro, whatever it made of them.';
    DROP EVENT TRIGGER IF EXISTS waqai_login;
    CREATE EVENT TRIGGER waqai_login ON login EXECUTE FUNCTION core.set_analyst_defaults();
END
$$;
