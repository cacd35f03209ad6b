-- How many civilians were killed by airstrikes, per month and governorate?
-- `figures_latest` has one row a happening, so a strike that three outlets report counts once, with the figure
-- published last. Sum the lower and the upper bounds apart; the upper one is empty where a text says "at least".
SELECT date_trunc('month', starts_on)::date AS month, country_code, admin1_code, count(*) AS strikes,
       sum(low) AS killed_low, CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS killed_high
FROM figures_latest
WHERE kind = 'killed' AND victims = 'civilians' AND told_with && '{airstrike,drone_strike}'
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
