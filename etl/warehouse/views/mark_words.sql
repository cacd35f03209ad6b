-- A sentence with the words that a query asks for marked «so».
CREATE FUNCTION analyst.mark_words(sentence text, words tsquery) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT string_agg(
        CASE
            WHEN piece.parts[2] <> ''
                AND core.search_vector(regexp_replace(piece.parts[2], '[\u0640\u064B-\u065F\u0670]', '', 'g')) @@ mark_words.words
            THEN piece.parts[1] || '«' || piece.parts[2] || '»' || piece.parts[3]
            ELSE array_to_string(piece.parts, '')
        END, '' ORDER BY piece.position
    )
    FROM regexp_matches(
        mark_words.sentence, '([^[:alnum:]]*)([[:alnum:]\u0640\u064B-\u065F\u0670]*)([^[:alnum:]\s]*)', 'g'
    ) WITH ORDINALITY AS piece (parts, position)
$$;
