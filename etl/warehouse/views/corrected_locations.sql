-- core.event_locations with the places that analysts corrected: of one event, or of a mention and all its events.
-- after: corrected_values
CREATE VIEW analyst.corrected_locations AS
SELECT
    place.event_id,
    place.role,
    place.surface,
    CASE
        WHEN place.role = 'where' AND of_event.right_values ? 'location_id' THEN of_event.right_values ->> 'location_id'
        WHEN of_mention.right_values ? 'location_id' THEN of_mention.right_values ->> 'location_id'
        ELSE place.location_id
    END AS location_id,
    place.location_mention_id,
    place.relation,
    place.precision,
    place.form
FROM core.event_locations AS place
LEFT JOIN analyst.corrected_values AS of_event ON of_event.row_id = place.event_id
LEFT JOIN analyst.corrected_values AS of_mention ON of_mention.row_id = place.location_mention_id;
