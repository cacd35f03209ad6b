-- The columns of ACLED's export in its order; those that nobody can code from one text alone are empty.
SELECT
    acled.event_id_cnty,
    acled.event_date,
    acled.year,
    acled.time_precision,
    CASE
        WHEN acled.event_type = 'Strategic developments' THEN 'Strategic developments'
        WHEN acled.event_type = 'Protests' OR acled.sub_event_type = 'Violent demonstration' THEN 'Demonstrations'
        ELSE 'Political violence'
    END AS disorder_type,
    acled.event_type,
    acled.sub_event_type,
    acled.actor1,
    NULL::text AS assoc_actor_1,
    acled.inter1,
    acled.actor2,
    NULL::text AS assoc_actor_2,
    acled.inter2,
    acled.interaction,
    acled.civilian_targeting,
    acled.iso,
    acled.region,
    acled.country,
    acled.admin1,
    NULL::text AS admin2,
    NULL::text AS admin3,
    acled.location,
    acled.latitude,
    acled.longitude,
    acled.geo_precision,
    acled.source,
    NULL::text AS source_scale,
    acled.notes,
    acled.fatalities,
    CASE WHEN acled.date_source = 'published' THEN 'day=published' END AS tags,
    acled.timestamp
FROM analyst.acled_like AS acled
