-- Events and figures that analysts added, the latest first; is_shown tells whether the views show it: not where it was taken
-- back, or where a later coding finds it itself.
-- after: corrected_events, corrected_figures
CREATE VIEW analyst.additions AS
SELECT
    added.added_at, added.added_by, added.table_name, added.row_id, added.right_values, added.reason, added.is_shown,
    added.surface, added.start_offset, added.end_offset, added.document_id
FROM (
    SELECT
        added_at, added_by, 'events' AS table_name, event_id AS row_id,
        jsonb_strip_nulls(jsonb_build_object(
            'event_type', event_type, 'modality', modality, 'starts_on', starts_on, 'ends_on', ends_on,
            'location_id', location_id
        )) AS right_values,
        reason,
        EXISTS (SELECT FROM analyst.corrected_events AS shown WHERE shown.event_id = added_events.event_id) AS is_shown,
        surface, start_offset, end_offset, document_id
    FROM core.added_events
    UNION ALL
    SELECT
        added_at, added_by, 'figures', figure_id,
        jsonb_strip_nulls(jsonb_build_object(
            'kind', kind, 'low', low, 'best', best, 'high', high, 'qualifier', qualifier, 'flow', flow
        )),
        reason,
        EXISTS (
            SELECT FROM analyst.corrected_figures AS shown
            WHERE shown.figure_id = added_figures.figure_id AND shown.kind IS NOT NULL
        ),
        surface, start_offset, end_offset, document_id
    FROM core.added_figures
) AS added
ORDER BY added.added_at DESC, added.row_id;
