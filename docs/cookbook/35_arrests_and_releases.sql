-- How many people were arrested and released, per country and month?
-- Where `counted` is less than `happenings`, some texts give no number.
SELECT date_trunc('month', event.starts_on)::date AS month, event.country_code, event.event_type,
       count(DISTINCT event.cluster_id) AS happenings, count(DISTINCT claim.cluster_id) AS counted, sum(claim.low) AS low
FROM events AS event
LEFT JOIN figures_latest AS claim ON claim.event_id = event.event_id AND claim.unit = 'persons'
WHERE event.event_type IN ('arrest', 'release') AND NOT event.is_repeat
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
