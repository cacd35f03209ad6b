-- Happenings by first day and type; one that began before the first day of the axis counts at its edge, those that lie
-- outside of it have no day.
SELECT
    CASE WHEN event.ends_on >= %(first)s AND event.starts_on <= %(last)s
         THEN date_trunc(%(grain)s, greatest(event.starts_on, %(first)s))::date END AS starts_on,
    event.event_name_en,
    event.event_name_ar,
    count(DISTINCT event.cluster_id) AS events
FROM analyst.events AS event
WHERE NOT event.is_repeat AND event.starts_on IS NOT NULL AND {condition}
GROUP BY 1, 2, 3
ORDER BY 1, 2
