-- Events asked for by first day and type; one that began before the axis counts at its edge.
SELECT date_trunc(%(grain)s, greatest(event.starts_on, %(first)s))::date AS starts_on, event.event_name_en,
       event.event_name_ar, count(*) AS events
FROM analyst.events_all AS event
WHERE event.ends_on >= %(first)s AND event.starts_on <= %(last)s AND {condition}
GROUP BY 1, 2, 3
ORDER BY 1, 2
