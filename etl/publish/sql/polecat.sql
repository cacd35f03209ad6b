-- The columns of POLECAT's export in its order; those that we do not code are empty. Several names are separated by ";".
SELECT
    event.event_id AS "Event ID",
    event.starts_on AS "Event Date",
    event.plover_type AS "Event Type",
    event.plover_mode AS "Event Mode",
    event.intensity AS "Intensity",
    event.quad_code AS "Quad Code",
    NULL::text AS "Contexts",
    actor.names AS "Actor Name",
    actor.countries AS "Actor Country",
    NULL::text AS "Actor COW",
    actor.first_sector AS "Primary Actor Sector",
    actor.sectors AS "Actor Sectors",
    actor.titles AS "Actor Title",
    actor.surfaces AS "Actor Name Raw",
    NULL::text AS "Wikipedia Actor ID",
    recipient.names AS "Recipient Name",
    recipient.countries AS "Recipient Country",
    NULL::text AS "Recipient COW",
    recipient.first_sector AS "Primary Recipient Sector",
    recipient.sectors AS "Recipient Sectors",
    recipient.titles AS "Recipient Title",
    recipient.surfaces AS "Recipient Name Raw",
    NULL::text AS "Wikipedia Recipient ID",
    event.place_en AS "Placename",
    CASE WHEN place.feature = 'city' THEN place.name_en END AS "City",
    CASE WHEN place.feature IN ('admin2', 'district') THEN place.name_en END AS "District",
    coalesce(admin1.name_en, event.admin1_code) AS "Province",
    event.country_code AS "Country",
    event.latitude AS "Latitude",
    event.longitude AS "Longitude",
    CASE WHEN event.location_id ~ '^[0-9]+$' THEN event.location_id END AS "GeoNames ID",
    placed.surface AS "Raw Placename",
    place.feature AS "Feature Type",
    event.source_code AS "Source",
    event.published_on AS "Publication Date",
    story.people AS "Story People",
    story.organizations AS "Story Organizations",
    story.locations AS "Story Locations",
    document.language_code AS "Language",
    document.coding_version AS "Version"
FROM analyst.events AS event
JOIN core.documents AS document USING (document_id)
LEFT JOIN analyst.corrected_locations AS placed ON placed.event_id = event.event_id AND placed.role = 'where'
LEFT JOIN core.locations AS place ON place.location_id = event.location_id
LEFT JOIN core.locations AS admin1 ON admin1.location_id = 'iso:' || event.admin1_code
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(known.name_en, mention.name_en, taking.surface), ';' ORDER BY taking.position) AS names,
           string_agg(coalesce(known.country_code, mention.country_code, taking.country_code), ';' ORDER BY taking.position) AS countries,
           (array_agg(coalesce(known.sector, mention.sector) ORDER BY taking.position)
               FILTER (WHERE coalesce(known.sector, mention.sector) IS NOT NULL))[1] AS first_sector,
           string_agg(coalesce(known.sector, mention.sector), ';' ORDER BY taking.position) AS sectors,
           string_agg(mention.role, ';' ORDER BY taking.position) AS titles,
           string_agg(taking.surface, ';' ORDER BY taking.position) AS surfaces
    FROM analyst.corrected_participants AS taking
    LEFT JOIN core.actors AS known USING (actor_id)
    LEFT JOIN core.actor_mentions AS mention USING (actor_mention_id)
    WHERE taking.event_id = event.event_id AND taking.role = 'source'
) AS actor
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(known.name_en, mention.name_en, taking.surface), ';' ORDER BY taking.position) AS names,
           string_agg(coalesce(known.country_code, mention.country_code, taking.country_code), ';' ORDER BY taking.position) AS countries,
           (array_agg(coalesce(known.sector, mention.sector) ORDER BY taking.position)
               FILTER (WHERE coalesce(known.sector, mention.sector) IS NOT NULL))[1] AS first_sector,
           string_agg(coalesce(known.sector, mention.sector), ';' ORDER BY taking.position) AS sectors,
           string_agg(mention.role, ';' ORDER BY taking.position) AS titles,
           string_agg(taking.surface, ';' ORDER BY taking.position) AS surfaces
    FROM analyst.corrected_participants AS taking
    LEFT JOIN core.actors AS known USING (actor_id)
    LEFT JOIN core.actor_mentions AS mention USING (actor_mention_id)
    WHERE taking.event_id = event.event_id AND taking.role = 'target'
) AS recipient
CROSS JOIN LATERAL (
    SELECT (
               SELECT string_agg(DISTINCT coalesce(m.name_en, m.surface), ';')
               FROM analyst.corrected_actor_mentions AS m WHERE m.document_id = event.document_id AND m.kind = 'person'
           ) AS people,
           (
               SELECT string_agg(DISTINCT coalesce(m.name_en, m.surface), ';')
               FROM analyst.corrected_actor_mentions AS m
               WHERE m.document_id = event.document_id AND m.kind NOT IN ('person', 'population')
           ) AS organizations,
           (
               SELECT string_agg(DISTINCT coalesce(m.name_en, m.surface), ';')
               FROM analyst.corrected_location_mentions AS m WHERE m.document_id = event.document_id
           ) AS locations
) AS story
WHERE event.plover_type IS NOT NULL AND NOT event.is_repeat
