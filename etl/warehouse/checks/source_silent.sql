-- severity: warn
-- expects: a source that usually publishes daily has published within the last week of the data
WITH latest AS (SELECT max(published_on) AS day FROM core.documents),
usual AS (
    SELECT source_code, count(DISTINCT published_on) AS days_with_news, max(published_on) AS last_day
    FROM core.documents, latest
    WHERE published_on > latest.day - 60
    GROUP BY source_code
)
SELECT usual.source_code, usual.days_with_news, usual.last_day
FROM usual, latest
WHERE usual.days_with_news >= 20 AND usual.last_day < latest.day - 7
