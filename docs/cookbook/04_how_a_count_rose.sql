-- How did the count of the dead rise over a day?
-- `rise` is the difference to the claim before. A falling count is as much news as a rising one.
SELECT published_at AT TIME ZONE 'Asia/Damascus' AS published, source_code, best AS killed,
       best - lag(best) OVER (ORDER BY published_at, figure_id) AS rise, surface
FROM claims
WHERE kind = 'killed' AND place_en = 'Maarrat Misrin' AND starts_on = '2020-02-17'
ORDER BY published_at, figure_id;
