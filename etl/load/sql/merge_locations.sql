-- Places that no table of seeds/ has under this id; as for actors, the smaller description stays.
INSERT INTO core.locations AS kept
    (location_id, name_ar, name_en, country_code, feature, latitude, longitude, is_seeded)
SELECT DISTINCT ON (location_id)
    location_id, name_ar, name_en, country_code, feature, latitude, longitude, false
FROM staged_locations AS new
WHERE NOT EXISTS (
    SELECT
    FROM core.locations AS known
    WHERE known.location_id = new.location_id
      AND (known.is_seeded
           OR ROW(coalesce(known.name_ar, ''), coalesce(known.name_en, ''), coalesce(known.country_code, ''),
                  coalesce(known.feature, ''), coalesce(known.latitude, 0), coalesce(known.longitude, 0))
              <= ROW(coalesce(new.name_ar, ''), coalesce(new.name_en, ''), coalesce(new.country_code, ''),
                     coalesce(new.feature, ''), coalesce(new.latitude, 0), coalesce(new.longitude, 0)))
)
ORDER BY location_id, coalesce(name_ar, ''), coalesce(name_en, ''), coalesce(country_code, ''), coalesce(feature, ''),
         coalesce(latitude, 0), coalesce(longitude, 0)
ON CONFLICT (location_id) DO UPDATE SET
    name_ar = excluded.name_ar,
    name_en = excluded.name_en,
    country_code = excluded.country_code,
    feature = excluded.feature,
    latitude = excluded.latitude,
    longitude = excluded.longitude
WHERE NOT kept.is_seeded
  AND ROW(coalesce(excluded.name_ar, ''), coalesce(excluded.name_en, ''), coalesce(excluded.country_code, ''),
          coalesce(excluded.feature, ''), coalesce(excluded.latitude, 0), coalesce(excluded.longitude, 0))
      < ROW(coalesce(kept.name_ar, ''), coalesce(kept.name_en, ''), coalesce(kept.country_code, ''),
            coalesce(kept.feature, ''), coalesce(kept.latitude, 0), coalesce(kept.longitude, 0))
