-- Documents and events per outlet and day of publication: the denominator of every count.
-- after: counts_kept
CREATE VIEW analyst.source_volume_daily AS
SELECT
    document.source_code,
    document.published_on,
    count(*) AS documents,
    sum(document.characters) AS characters,
    sum(counted.events) AS events
FROM core.documents AS document
JOIN analyst.counts_kept AS counted USING (document_id)
GROUP BY document.source_code, document.published_on;
