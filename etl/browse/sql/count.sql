-- How many events there are, counted no further than somebody would read.
SELECT count(*) AS events
FROM (
    SELECT FROM analyst.corrected_events AS event
    JOIN core.documents AS document USING (document_id)
    WHERE {condition}
    LIMIT %(most)s + 1
) AS counted
