-- Documents and events per outlet and day of publication: the denominator of every count.
-- after: counts_kept
CREATE VIEW analyst.source_volume_daily AS
SELECT
    counted.source_code,
    counted.published_on,
    count(*) AS documents,
    sum(counted.characters) AS characters,
    sum(counted.events) AS events
FROM analyst.counts_kept AS counted
GROUP BY counted.source_code, counted.published_on;
