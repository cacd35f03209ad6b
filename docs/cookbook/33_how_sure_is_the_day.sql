-- For how many events of a quarter's news is the day known?
-- `date_source` says who gives the day: the event's own sentence (text), what stands around it (scene), or nobody, so that
-- it is lent the day of publication and the one before (published). Leave out lent days and wide intervals where days matter.
SELECT date_source,
       CASE WHEN starts_on IS NULL THEN 'no day' WHEN starts_on = ends_on THEN 'one day'
            WHEN ends_on - starts_on < 7 THEN 'within a week' ELSE 'longer' END AS day_known,
       count(*) AS events
FROM events
WHERE NOT is_repeat AND published_on >= '2020-01-01' AND published_on < '2020-04-01'
GROUP BY 1, 2
ORDER BY events DESC, date_source, day_known;
