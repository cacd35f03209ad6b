-- Events per place, day and type; a happening that several documents tell of counts once.
-- after: events
CREATE VIEW analyst.timeline AS
SELECT
    starts_on,
    location_id,
    min(place_en) AS place_en,
    min(place_ar) AS place_ar,
    min(country_code) AS country_code,
    event_type,
    count(DISTINCT cluster_id) AS events,
    count(DISTINCT document_id) AS documents
FROM analyst.events
WHERE starts_on IS NOT NULL AND location_id IS NOT NULL AND NOT is_repeat
GROUP BY starts_on, location_id, event_type;
