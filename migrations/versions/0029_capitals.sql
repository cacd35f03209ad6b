-- Stems are stored with Latin capitals for the most frequent letters of Arabic, which take one byte each instead of two. No
-- stem has capitals of its own: core.fold makes them small.
CREATE FUNCTION core.in_capitals(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letters constant text := 'امرليوتندعبسقٮحفكٯجهشصطخضز';
    capitals constant text := 'AMRLYWTNDEBSQGHFKUJIPCVXOZ';
BEGIN
    -- One by one is faster than translate.
    FOR n IN 1 .. length(letters) LOOP
        value := replace(value, substr(letters, n, 1), substr(capitals, n, 1));
    END LOOP;
    RETURN value;
END
$$;
COMMENT ON FUNCTION core.in_capitals(text) IS 'Stems as core.document_search holds them: with Latin capitals for the most frequent letters.';

CREATE OR REPLACE FUNCTION core.search_vector(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN core.in_capitals(to_tsvector('pg_catalog.arabic'::regconfig, core.search_words(value))::text)::tsvector;
COMMENT ON COLUMN core.document_search.words IS
    'Stems of headline (weight A) and text with their positions, as core.in_capitals writes them; month:2016-12 and source:CODE as words of their own.';
