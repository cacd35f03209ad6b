-- Refuses what an analyst writes in a read-only transaction or without a reason.
CREATE FUNCTION analyst.check_writing(reason text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('transaction_read_only')::boolean THEN
        RAISE read_only_sql_transaction USING MESSAGE = 'this transaction is read-only',
            HINT = 'BEGIN READ WRITE; SELECT ...; COMMIT;';
    END IF;
    IF coalesce(btrim(reason), '') = '' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'say why in reason';
    END IF;
END
$$;
