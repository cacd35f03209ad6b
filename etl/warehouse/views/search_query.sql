-- What analyst.search looks for: all words, "words in a row", -without, one or (او) the other. Words that carry no
-- meaning of their own are left out, except between quotes. Each word stands for the forms that it may be one of, but
-- not for those that another ending makes another word (core.search_words).
CREATE FUNCTION analyst.search_query(query text) RETURNS tsquery
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    WITH wanted AS (
        SELECT websearch_to_tsquery('pg_catalog.simple', string_agg(
            CASE
                WHEN part.quoted IS NOT NULL THEN core.search_words(part.quoted)
                ELSE core.search_words(regexp_replace(
                    regexp_replace(part.plain, '\m[اأ]و\M', 'or', 'g'),
                    '\m(?:في|من|[إا]ل[يى]|عل[يى]|عن|مع|[أإا]نه?|هذا|هذه|ذلك|تلك|التي|الذي|الذين|كان|كانت|قد|ثم|بعد|قبل|بين|حت[يى]|منذ|خلال|عند|كما|ما|لم|لن|لا|هو|هي|و)\M',
                    '', 'g'
                ))
            END, ' ' ORDER BY part.position
        ))::text AS words
        FROM (
            SELECT piece.position, piece.matched[1] AS quoted, piece.matched[2] AS plain
            FROM regexp_matches(search_query.query, '("[^"]*")|([^"]+)', 'g') WITH ORDINALITY
                AS piece (matched, position)
        ) AS part
    ), pieces AS ( -- words and what stands between them
        SELECT piece.position, piece.parts[2] AS between, rtrim(piece.parts[1], 'ٮٯ') AS word,
               right(piece.parts[1], 1) AS ending
        FROM wanted, regexp_matches(wanted.words, '''([^'']*)''|([^'']+)', 'g') WITH ORDINALITY
            AS piece (parts, position)
    )
    SELECT coalesce(string_agg(coalesce(pieces.between, '(' || forms.stems || ')'), '' ORDER BY pieces.position), '')::tsquery
    FROM pieces
    CROSS JOIN LATERAL (
        SELECT string_agg(
            DISTINCT quote_literal(core.in_capitals(coalesce((ts_lexize('pg_catalog.arabic_stem', form))[1], form))), '|'
        ) AS stems
        FROM unnest(CASE
            WHEN pieces.ending = 'ٮ' THEN ARRAY[pieces.word || 'ٮ', pieces.word || 'ٯ', pieces.word || 'تٯ']
            WHEN pieces.ending = 'ٯ' AND pieces.word ~ '..ت$'
                THEN ARRAY[pieces.word, pieces.word || 'ٯ', left(pieces.word, -1) || 'ٮ', left(pieces.word, -1) || 'ٯ']
            WHEN pieces.ending = 'ٯ'
                THEN ARRAY[pieces.word, pieces.word || 'ٮ', pieces.word || 'ٯ', pieces.word || 'تٯ']
            ELSE ARRAY[pieces.word, pieces.word || 'ٯ']
        END) AS form
    ) AS forms
$$;
