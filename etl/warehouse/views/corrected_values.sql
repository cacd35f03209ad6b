-- What analysts corrected, one row for each row of core concerned: the latest right value of each column.
CREATE VIEW analyst.corrected_values AS
SELECT row_id, jsonb_object_agg(column_name, corrected_value) AS right_values
FROM (
    SELECT DISTINCT ON (row_id, column_name) row_id, column_name, corrected_value
    FROM core.corrections
    ORDER BY row_id, column_name, corrected_at DESC, correction_id
) AS latest
GROUP BY row_id;
