-- severity: warn
-- expects: a source brings at least a third of what it brought on the same weekday of the four weeks before
WITH latest AS (
    SELECT source.source_code,
           (SELECT max(published_on) FROM core.documents AS document WHERE document.source_code = source.source_code) AS day
    FROM core.sources AS source
), daily AS (
    SELECT latest.source_code, latest.day, weeks.ago,
           (SELECT count(*) FROM core.documents AS document
            WHERE document.source_code = latest.source_code AND document.published_on = latest.day - 7 * weeks.ago) AS documents
    FROM latest
    CROSS JOIN generate_series(0, 4) AS weeks (ago)
)
SELECT today.source_code, today.day, today.documents, avg(before.documents) AS usual
FROM daily AS today
JOIN daily AS before ON before.source_code = today.source_code AND before.ago > 0 AND before.documents > 0
WHERE today.ago = 0
GROUP BY today.source_code, today.day, today.documents
HAVING count(*) >= 3 AND avg(before.documents) >= 10 AND today.documents * 3 < avg(before.documents)
