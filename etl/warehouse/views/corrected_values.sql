-- What analysts corrected, one row for each row of core concerned: the latest right value of each column.
CREATE VIEW analyst.corrected_values AS
SELECT row_id, jsonb_object_agg(column_name, corrected_value) AS right_values
FROM (
    SELECT DISTINCT ON (row_id, column_name) row_id, column_name, corrected_value
    FROM core.corrections
    -- What an earlier version accepted and no export could show counts as not said.
    WHERE CASE
        WHEN corrected_value IS NULL THEN true
        WHEN column_name IN ('starts_on', 'ends_on') THEN corrected_value ~ '^(1[89]|20|21)\d\d-\d\d-\d\d$'
        WHEN column_name IN ('low', 'best', 'high') THEN corrected_value ~ '^\d{1,15}(\.\d{1,6})?$'
        ELSE true
    END
    ORDER BY row_id, column_name, corrected_at DESC, correction_id
) AS latest
GROUP BY row_id;
