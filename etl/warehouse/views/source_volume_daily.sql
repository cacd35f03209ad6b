-- Documents and events per outlet and day of publication: the denominator of every count.
CREATE VIEW analyst.source_volume_daily AS
SELECT
    document.source_code,
    document.published_on,
    count(*) AS documents,
    sum(document.characters) AS characters,
    sum((SELECT count(*) FROM core.events AS event WHERE event.document_id = document.document_id)) AS events
FROM core.documents AS document
GROUP BY document.source_code, document.published_on;
