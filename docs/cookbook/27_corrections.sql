-- What did analysts correct?
-- One correction was made for this page: [how](analysts.md#correct-what-is-wrong). The views show the corrected value,
-- `core` keeps the coded one.
SELECT table_name, column_name, coded_value, corrected_value, reason, corrected_by
FROM corrections
WHERE is_current
ORDER BY corrected_at DESC, correction_id
LIMIT 20;
