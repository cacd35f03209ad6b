-- How many people were arrested, per country and month?
-- Only happenings that give a number: count `events` of type `arrest` for the others.
SELECT date_trunc('month', starts_on)::date AS month, country_code, count(*) AS happenings, sum(low) AS low,
       CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS high
FROM figures_latest
WHERE kind = 'detained' AND event_type = 'arrest' AND unit = 'persons'
GROUP BY 1, 2
ORDER BY 1, 2;
