-- What analyst.search looks for: all words, "words in a row", -without, one or (او) the other. Words that carry no
-- meaning of their own are left out, except between quotes.
CREATE FUNCTION analyst.search_query(query text) RETURNS tsquery
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT websearch_to_tsquery('pg_catalog.arabic', string_agg(
        CASE
            WHEN part.quoted IS NOT NULL THEN core.search_words(part.quoted)
            ELSE core.search_words(regexp_replace(
                regexp_replace(core.fold(part.plain), '\mاو\M', 'or', 'g'),
                '\m(?:في|من|الي|علي|عن|مع|ان|انه|هذا|هذه|ذلك|تلك|التي|الذي|الذين|كان|كانت|قد|ثم|بعد|قبل|بين|حتي|منذ|خلال|عند|كما|ما|لم|لن|لا|هو|هي|و)\M',
                '', 'g'
            ))
        END, ' ' ORDER BY part.position
    ))
    FROM (
        SELECT piece.position, piece.matched[1] AS quoted, piece.matched[2] AS plain
        FROM regexp_matches(search_query.query, '("[^"]*")|([^"]+)', 'g') WITH ORDINALITY AS piece (matched, position)
    ) AS part
$$;
