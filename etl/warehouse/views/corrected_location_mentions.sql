-- core.location_mentions with the places that analysts corrected.
-- after: corrected_values
CREATE VIEW analyst.corrected_location_mentions AS
SELECT
    mention.location_mention_id,
    mention.document_id,
    mention.sentence_no,
    mention.start_offset,
    mention.end_offset,
    mention.surface,
    mention.rule,
    mention.relation,
    CASE WHEN is_right THEN right_one.location_id ELSE mention.location_id END AS location_id,
    CASE WHEN is_right THEN right_one.name_en ELSE mention.name_en END AS name_en,
    CASE WHEN is_right THEN right_one.name_ar ELSE mention.name_ar END AS name_ar,
    CASE WHEN is_right THEN right_one.feature ELSE mention.feature END AS feature,
    CASE WHEN is_right THEN right_one.country_code ELSE mention.country_code END AS country_code,
    CASE WHEN NOT is_right THEN mention.reason_code END AS reason_code,
    fix.is_right AS is_corrected
FROM core.location_mentions AS mention
LEFT JOIN analyst.corrected_values AS known ON known.row_id = mention.location_mention_id
CROSS JOIN LATERAL (SELECT known.row_id IS NOT NULL AND known.right_values ? 'location_id' AS is_right) AS fix
LEFT JOIN core.locations AS right_one ON right_one.location_id = known.right_values ->> 'location_id';
