-- Search tells a word with taa marbuta from the same one without: الحديدة is a town, الحديد is iron.

-- ٮ stands for the ending ة, ٯ for one that may belong to a word with or without it (غارات, قصفه); behind ت what follows it
-- is left out (غارتين). No word of today has these letters, and the stemmer leaves them. analyst.search_query knows which
-- of them a word asks for. Else light stemming as before.
CREATE OR REPLACE FUNCTION core.search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(
        core.fold(regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(value, '[\u0640\u064B-\u065F\u0670]', '', 'g'), '([^\Wي])ة\M', '\1ٮ', 'g'
                ), '(\w{2}ت)(?:ين|ان|ها|هم|نا|ه)\M', '\1ٯ', 'g'
            ), '(\w[^\Wي])(?:ه|ات)\M', '\1ٯ', 'g'
        )),
        '\m(?:[وف]?[بك]?ال|[وف]?لل?)(?=\w{3})', '', 'g'
    ),
    '(\w{3})(?:ها|ات|ون|ين|وا|يه|يا|[هيا])\M', '\1', 'g'
);
