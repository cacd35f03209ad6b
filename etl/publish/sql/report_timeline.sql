-- Happenings by first day and type.
SELECT date_trunc(%(grain)s, event.starts_on)::date AS starts_on, event.event_name_en, event.event_name_ar,
       count(DISTINCT event.cluster_id) AS events
FROM analyst.events AS event
WHERE NOT event.is_repeat AND event.starts_on IS NOT NULL AND {condition}
GROUP BY 1, 2, 3
ORDER BY 1, 2
