-- Corrections, the latest first; is_current marks the one that counts, has_row whether the current coding still has the row.
-- after: known_events, known_figures
CREATE VIEW analyst.corrections AS
SELECT
    correction_id, corrected_at, corrected_by, table_name, row_id, column_name, coded_value, corrected_value, reason,
    row_number() OVER (PARTITION BY row_id, column_name ORDER BY corrected_at DESC, correction_id) = 1 AS is_current,
    CASE table_name
        WHEN 'events' THEN EXISTS (SELECT FROM analyst.known_events WHERE event_id = row_id)
        WHEN 'figures' THEN EXISTS (SELECT FROM analyst.known_figures WHERE figure_id = row_id)
        WHEN 'actor_mentions' THEN EXISTS (SELECT FROM core.actor_mentions WHERE actor_mention_id = row_id)
        ELSE EXISTS (SELECT FROM core.location_mentions WHERE location_mention_id = row_id)
    END AS has_row,
    surface, start_offset, end_offset, document_id
FROM core.corrections
ORDER BY corrected_at DESC, correction_id;
