-- How many events there are, counted no further than somebody would read.
SELECT count(*) AS events
FROM (
    SELECT FROM core.events AS event
    JOIN core.documents AS document USING (document_id)
    WHERE {condition}
    LIMIT 10001
) AS counted
