-- Actors and places whose name is like the given one, Arabic or English, those that fit best first: SELECT * FROM
-- find_names('ماكرن'). fit says how: 'name' (it is a name of theirs, with or without what stands in brackets, or their
-- id), 'words' (all its words begin words of their chief name), 'like' (it is spelt like one, or is another spelling in
-- Latin letters: Hudaydah, Beyrouth). Article, hamza, case and capitals make no difference.
-- after: bare_name, latin_key
CREATE FUNCTION analyst.find_names(name text, max_rows integer DEFAULT 20)
RETURNS TABLE (kind text, id text, name_en text, name_ar text, matched text, likeness real, fit text)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    WITH wanted AS (
        SELECT core.fold(find_names.name) AS folded, analyst.bare_name(find_names.name) AS bare,
               ARRAY(
                   SELECT '\m' || word FROM regexp_split_to_table(analyst.bare_name(find_names.name), ' ') AS word
                   WHERE word <> ''
               ) AS words
    ), latin AS ( -- a part of an English name is enough: Macron
        SELECT find_names.name AS part, analyst.latin_key(find_names.name) AS key WHERE find_names.name ~ '[A-Za-z]'
    ), english AS (
        SELECT 'actor' AS kind, actor.actor_id AS id, actor.name_en FROM core.actors AS actor
        UNION ALL
        SELECT 'place', place.location_id, place.name_en FROM core.locations AS place
    ), found AS (
        SELECT 'actor' AS kind, alias.actor_id AS id, alias.alias AS matched,
               ref.similarity(core.fold(alias.alias), wanted.folded) AS likeness
        FROM wanted
        JOIN core.actor_aliases AS alias ON core.fold(alias.alias) OPERATOR(ref.%) wanted.folded
        UNION ALL
        SELECT 'actor', actor.actor_id, actor.name_ar, ref.similarity(core.fold(actor.name_ar), wanted.folded)
        FROM wanted
        JOIN core.actors AS actor ON core.fold(actor.name_ar) OPERATOR(ref.%) wanted.folded
        UNION ALL
        SELECT 'actor', actor.actor_id, actor.name_ar, ref.similarity(core.fold(actor.name_ar), wanted.folded)
        FROM wanted -- the beginning of the first word is looked up in the index of names
        JOIN core.actors AS actor ON core.fold(actor.name_ar) LIKE '%' || substring(wanted.bare, '^\w{1,4}') || '%'
        WHERE analyst.bare_name(actor.name_ar) ~ ALL (wanted.words)
        UNION ALL
        SELECT 'actor', actor.actor_id, actor.name_en, ref.similarity(actor.name_en, latin.part)
        FROM wanted CROSS JOIN latin
        JOIN core.actors AS actor ON wanted.words <> '{}' AND actor.name_en ~* ALL (wanted.words)
        UNION ALL
        SELECT 'place', alias.location_id, alias.alias, ref.similarity(core.fold(alias.alias), wanted.folded)
        FROM wanted
        JOIN core.location_aliases AS alias ON core.fold(alias.alias) OPERATOR(ref.%) wanted.folded
        UNION ALL
        SELECT english.kind, english.id, english.name_en,
               (ref.similarity(latin.part, english.name_en) + ref.word_similarity(latin.part, english.name_en)) / 2
        FROM latin
        JOIN english ON latin.part OPERATOR(ref.<%) english.name_en
        UNION ALL -- another spelling of the whole name, or of some of its words where they tell enough
        SELECT spelt.kind, spelt.id, spelt.name_en,
               CASE WHEN spelt.key = latin.key THEN 0.8 ELSE 0.6 + ref.similarity(latin.part, spelt.name_en) / 5 END
        FROM latin
        CROSS JOIN LATERAL (
            SELECT english.*, analyst.latin_key(english.name_en) AS key FROM english
            WHERE latin.key <> '' OFFSET 0 -- once for each
        ) AS spelt
        WHERE spelt.key = latin.key
           OR (length(latin.key) > 2 AND string_to_array(spelt.key, ' ') @> string_to_array(latin.key, ' '))
        UNION ALL
        SELECT 'actor', actor.actor_id, actor.actor_id, 1 FROM core.actors AS actor WHERE actor.actor_id = find_names.name
        UNION ALL
        SELECT 'place', place.location_id, place.location_id, 1
        FROM core.locations AS place WHERE place.location_id = find_names.name
    ), fitting AS (
        SELECT found.*, coalesce(actor.name_en, place.name_en) AS name_en, coalesce(actor.name_ar, place.name_ar) AS name_ar,
               place.population,
               CASE
                   WHEN found.matched = found.id OR wanted.bare IN (called.bare, called.without_brackets) THEN 1
                   WHEN found.matched IN (actor.name_en, actor.name_ar, place.name_en, place.name_ar)
                       AND wanted.words <> '{}' AND called.bare ~ ALL (wanted.words) THEN 2
                   ELSE 3
               END AS fit
        FROM wanted
        CROSS JOIN found
        CROSS JOIN LATERAL (
            SELECT analyst.bare_name(found.matched) AS bare,
                   analyst.bare_name(nullif(split_part(found.matched, ' (', 1), found.matched)) AS without_brackets
            OFFSET 0 -- once for each
        ) AS called
        LEFT JOIN core.actors AS actor ON found.kind = 'actor' AND actor.actor_id = found.id
        LEFT JOIN core.locations AS place ON found.kind = 'place' AND place.location_id = found.id
    ), best AS (
        SELECT DISTINCT ON (fitting.kind, fitting.id) fitting.*
        FROM fitting
        ORDER BY fitting.kind, fitting.id, fitting.fit, fitting.likeness DESC, fitting.matched
    )
    SELECT best.kind, best.id, best.name_en, best.name_ar, best.matched, best.likeness,
           (ARRAY['name', 'words', 'like'])[best.fit]
    FROM best
    ORDER BY best.fit, best.likeness DESC, coalesce(best.population, 0) DESC, best.kind, best.id
    LIMIT find_names.max_rows
$$;
