-- severity: warn
-- expects: a source that usually publishes daily has published within the last week of the data
SELECT source_code, count(DISTINCT published_on) AS days_with_news, max(published_on) AS last_day
FROM core.documents
WHERE published_on > (SELECT max(published_on) FROM core.documents) - 60
GROUP BY source_code
HAVING count(DISTINCT published_on) >= 20 AND max(published_on) < (SELECT max(published_on) FROM core.documents) - 7
