-- Did violence rise over a year, or only the news about it?
-- The denominator: events of material conflict per 1,000 documents of the month. A month without documents is missing,
-- not peaceful.
WITH documents_of AS (
    SELECT date_trunc('month', published_on)::date AS month, sum(documents) AS documents
    FROM source_volume_daily WHERE published_on >= '2020-01-01' AND published_on < '2021-01-01' GROUP BY 1
), events_of AS (
    SELECT date_trunc('month', published_on)::date AS month, count(*) AS events
    FROM events WHERE quad_code = 4 AND NOT is_repeat AND published_on >= '2020-01-01' AND published_on < '2021-01-01'
    GROUP BY 1
)
SELECT month, documents, coalesce(events, 0) AS events, round(1000.0 * coalesce(events, 0) / documents) AS per_1000_documents
FROM documents_of
LEFT JOIN events_of USING (month)
ORDER BY month;
