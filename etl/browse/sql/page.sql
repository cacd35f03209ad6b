-- Which events one page holds.
SELECT event.event_id FROM analyst.events_all AS event WHERE {condition} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
