-- Who writes: the name given, with the role of the session behind it.
CREATE FUNCTION analyst.signed(name text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN coalesce(nullif(btrim(name), '') || ' (' || session_user || ')', session_user);
