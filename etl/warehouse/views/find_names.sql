-- Actors and places whose name is like the given one, Arabic or English, the likest first: SELECT * FROM find_names('ماكرن').
CREATE FUNCTION analyst.find_names(name text, max_rows integer DEFAULT 20)
RETURNS TABLE (kind text, id text, name_en text, name_ar text, matched text, likeness real)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    WITH wanted AS (
        SELECT core.fold(find_names.name) AS folded
    ), latin AS ( -- a part of an English name is enough: Macron
        SELECT find_names.name AS part WHERE find_names.name ~ '[A-Za-z]'
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
        SELECT 'place', alias.location_id, alias.alias, ref.similarity(core.fold(alias.alias), wanted.folded)
        FROM wanted
        JOIN core.location_aliases AS alias ON core.fold(alias.alias) OPERATOR(ref.%) wanted.folded
        UNION ALL
        SELECT english.kind, english.id, english.name_en,
               (ref.similarity(latin.part, english.name_en) + ref.word_similarity(latin.part, english.name_en)) / 2
        FROM latin
        JOIN (
            SELECT 'actor' AS kind, actor.actor_id AS id, actor.name_en FROM core.actors AS actor
            UNION ALL
            SELECT 'place', place.location_id, place.name_en FROM core.locations AS place
        ) AS english ON latin.part OPERATOR(ref.<%) english.name_en
    ), best AS (
        SELECT DISTINCT ON (found.kind, found.id) found.*
        FROM found
        ORDER BY found.kind, found.id, found.likeness DESC, found.matched
    )
    SELECT best.kind, best.id, coalesce(actor.name_en, place.name_en), coalesce(actor.name_ar, place.name_ar),
           best.matched, best.likeness
    FROM best
    LEFT JOIN core.actors AS actor ON best.kind = 'actor' AND actor.actor_id = best.id
    LEFT JOIN core.locations AS place ON best.kind = 'place' AND place.location_id = best.id
    ORDER BY best.likeness DESC, coalesce(place.population, 0) DESC, best.kind, best.id
    LIMIT find_names.max_rows
$$;
