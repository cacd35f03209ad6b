-- severity: warn
-- expects: a source brings at least a third of what it brought on the same weekday of the four weeks before
WITH daily AS (
    SELECT source_code, published_on, count(*) AS documents
    FROM core.documents
    WHERE published_on IS NOT NULL
    GROUP BY source_code, published_on
), latest AS (
    SELECT source_code, max(published_on) AS day FROM daily GROUP BY source_code
)
SELECT latest.source_code, latest.day, today.documents, avg(before.documents) AS usual
FROM latest
JOIN daily AS today ON today.source_code = latest.source_code AND today.published_on = latest.day
JOIN daily AS before ON before.source_code = latest.source_code
    AND before.published_on IN (latest.day - 7, latest.day - 14, latest.day - 21, latest.day - 28)
GROUP BY latest.source_code, latest.day, today.documents
HAVING count(*) >= 3 AND avg(before.documents) >= 10 AND today.documents * 3 < avg(before.documents)
