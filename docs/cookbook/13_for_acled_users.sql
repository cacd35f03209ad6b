-- How do the events look to an ACLED user?
-- ACLED's columns and types, one row a happening, told as it was published last. Harm counts as the fatalities of the
-- act that did it, as in ACLED. `waqai export --format acled` writes all of ACLED's columns to a file.
-- `date_source` tells a day that the text gives from one that publication lends; tolls of wars are no fatalities.
SELECT event_date, date_source, time_precision, event_type, sub_event_type, actor1, actor2, admin1, location, geo_precision,
       fatalities, source
FROM acled_like
WHERE event_date >= '2020-02-01' AND event_date < '2020-03-01'
ORDER BY event_date, event_id_cnty;
