-- How many events there are, counted no further than somebody would read.
SELECT count(*) AS events FROM (SELECT FROM analyst.events_all AS event WHERE {condition} LIMIT %(most)s + 1) AS counted
