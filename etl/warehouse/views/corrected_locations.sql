-- core.event_locations with the places that analysts corrected or added: of one event, or of a mention and all its events.
-- after: corrected_values
CREATE VIEW analyst.corrected_locations AS
SELECT
    placed.event_id,
    placed.role,
    placed.surface,
    placed.location_id,
    placed.location_mention_id,
    placed.relation,
    -- How exactly a place is known that the analyst chose, its kind says.
    CASE
        WHEN NOT placed.is_corrected THEN placed.precision
        WHEN right_one.feature = 'country' THEN 1
        WHEN right_one.feature IN ('admin1', 'region') THEN 2
        WHEN right_one.feature = 'admin2' THEN 3
        WHEN right_one.feature = 'city' THEN 4
        WHEN right_one.feature IN ('district', 'camp', 'facility') THEN 5
    END::smallint AS precision,
    placed.form,
    placed.is_corrected
FROM (
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
        place.form,
        coalesce(
            place.role = 'where' AND of_event.right_values ? 'location_id' OR of_mention.right_values ? 'location_id', false
        ) AS is_corrected
    FROM core.event_locations AS place
    LEFT JOIN analyst.corrected_values AS of_event ON of_event.row_id = place.event_id
    LEFT JOIN analyst.corrected_values AS of_mention ON of_mention.row_id = place.location_mention_id
    UNION ALL
    -- Where the text names no place.
    SELECT correction.row_id, 'where', NULL, correction.right_values ->> 'location_id', NULL, NULL, NULL, NULL, true
    FROM analyst.corrected_values AS correction
    WHERE correction.right_values ? 'location_id'
      AND EXISTS (SELECT FROM core.events AS coded WHERE coded.event_id = correction.row_id)
      AND NOT EXISTS (
          SELECT FROM core.event_locations AS place WHERE place.event_id = correction.row_id AND place.role = 'where'
      )
    UNION ALL
    SELECT added.event_id, 'where', NULL,
           CASE WHEN fix.right_values ? 'location_id' THEN fix.right_values ->> 'location_id' ELSE added.location_id END,
           NULL, NULL, NULL, NULL, true
    FROM core.added_events AS added
    LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = added.event_id
) AS placed
LEFT JOIN core.locations AS right_one ON placed.is_corrected AND right_one.location_id = placed.location_id;
