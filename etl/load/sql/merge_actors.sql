-- Actors that only the extractor knows. Two documents may describe one differently: the smaller description stays,
-- whatever the order in which they load. Rows that would not change are not touched, so loaders do not queue for them.
INSERT INTO core.actors AS kept (actor_id, name_ar, name_en, kind, country_code, sector, is_seeded)
SELECT DISTINCT ON (actor_id) actor_id, name_ar, name_en, kind, country_code, sector, false
FROM staged_actors AS new
WHERE NOT EXISTS (
    SELECT
    FROM core.actors AS known
    WHERE known.actor_id = new.actor_id
      AND (known.is_seeded
           OR ROW(coalesce(known.name_ar, ''), coalesce(known.name_en, ''), known.kind,
                  coalesce(known.country_code, ''), coalesce(known.sector, ''))
              <= ROW(coalesce(new.name_ar, ''), coalesce(new.name_en, ''), new.kind,
                     coalesce(new.country_code, ''), coalesce(new.sector, '')))
)
ORDER BY actor_id, coalesce(name_ar, ''), coalesce(name_en, ''), kind, coalesce(country_code, ''), coalesce(sector, '')
ON CONFLICT (actor_id) DO UPDATE SET
    name_ar = excluded.name_ar,
    name_en = excluded.name_en,
    kind = excluded.kind,
    country_code = excluded.country_code,
    sector = excluded.sector
WHERE NOT kept.is_seeded
  AND ROW(coalesce(excluded.name_ar, ''), coalesce(excluded.name_en, ''), excluded.kind,
          coalesce(excluded.country_code, ''), coalesce(excluded.sector, ''))
      < ROW(coalesce(kept.name_ar, ''), coalesce(kept.name_en, ''), kept.kind,
            coalesce(kept.country_code, ''), coalesce(kept.sector, ''))
