-- For how many events is the day known?
-- An event without a day of its own takes an interval from the text or the day of publication and the day before it;
-- leave out wide intervals where days matter.
SELECT CASE WHEN starts_on IS NULL THEN 'no day' WHEN starts_on = ends_on THEN 'one day'
            WHEN ends_on - starts_on < 7 THEN 'within a week' ELSE 'longer' END AS day_known,
       count(*) AS events
FROM events
WHERE NOT is_repeat
GROUP BY 1
ORDER BY events DESC, day_known;
