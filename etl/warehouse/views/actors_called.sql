-- The actors that a name stands for: SELECT * FROM events WHERE source_actor_ids && ARRAY(SELECT actor_id FROM
-- actors_called('Houthis')). Those who bear it, in Arabic or English, with or without what stands in brackets; where
-- nobody does, those in whose chief name all its words stand, or the beginnings of words: houthi is the Houthis, their
-- government and their leaders.
-- after: find_names
CREATE FUNCTION analyst.actors_called(name text)
RETURNS TABLE (actor_id text, name_en text, name_ar text, kind text, fit text)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    WITH found AS (
        SELECT like_it.id, like_it.fit, like_it.likeness
        FROM analyst.find_names(actors_called.name, NULL) AS like_it
        WHERE like_it.kind = 'actor' AND like_it.fit <> 'like'
    )
    SELECT actor.actor_id, actor.name_en, actor.name_ar, actor.kind::text, found.fit
    FROM found JOIN core.actors AS actor ON actor.actor_id = found.id
    WHERE found.fit = (SELECT min(fit) FROM found) -- 'name' comes before 'words'
    ORDER BY found.likeness DESC, actor.actor_id
$$;
