-- core.location_mentions with what core.locations says of them, and with the places that analysts corrected.
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
    CASE WHEN is_right THEN place.location_id ELSE mention.location_id END AS location_id,
    CASE WHEN is_right THEN place.name_en ELSE coalesce(mention.name_en, place.name_en) END AS name_en,
    CASE WHEN is_right THEN place.name_ar ELSE coalesce(mention.name_ar, place.name_ar) END AS name_ar,
    CASE WHEN is_right THEN place.feature ELSE coalesce(mention.feature, place.feature) END AS feature,
    CASE WHEN is_right THEN place.country_code ELSE coalesce(mention.country_code, place.country_code) END AS country_code,
    CASE WHEN NOT is_right THEN mention.reason_code END AS reason_code,
    fix.is_right AS is_corrected
FROM core.location_mentions AS mention
LEFT JOIN analyst.corrected_values AS known ON known.row_id = mention.location_mention_id
CROSS JOIN LATERAL (
    SELECT known.row_id IS NOT NULL AND known.right_values ? 'location_id' AS is_right
) AS fix
LEFT JOIN core.locations AS place
    ON place.location_id = CASE WHEN is_right THEN known.right_values ->> 'location_id' ELSE mention.location_id END;
