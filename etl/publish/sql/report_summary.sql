-- What a report is about, in numbers.
SELECT
    count(DISTINCT event.cluster_id) AS events,
    count(DISTINCT event.document_id) AS documents,
    count(DISTINCT event.source_code) AS outlets,
    count(DISTINCT event.location_id) AS places,
    count(DISTINCT event.cluster_id) FILTER (WHERE event.starts_on IS NULL) AS undated,
    min(event.starts_on) AS first_on,
    max(event.ends_on) AS last_on,
    -- One article from an archive, or one with a misread day, is not when the others were published.
    percentile_disc(0.01) WITHIN GROUP (ORDER BY event.published_on) AS first_published_on,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY event.published_on) AS last_published_on
FROM analyst.events AS event
WHERE NOT event.is_repeat AND {condition}
