-- core.actor_mentions with the actors that analysts corrected.
-- after: corrected_values
CREATE VIEW analyst.corrected_actor_mentions AS
SELECT
    mention.actor_mention_id,
    mention.document_id,
    mention.sentence_no,
    mention.start_offset,
    mention.end_offset,
    mention.surface,
    mention.rule,
    mention.role,
    CASE WHEN is_right THEN right_one.actor_id ELSE mention.actor_id END AS actor_id,
    CASE WHEN is_right THEN right_one.name_en ELSE mention.name_en END AS name_en,
    CASE WHEN is_right THEN right_one.name_ar ELSE mention.name_ar END AS name_ar,
    CASE WHEN is_right THEN right_one.kind ELSE mention.kind END AS kind,
    CASE WHEN is_right THEN right_one.country_code ELSE mention.country_code END AS country_code,
    CASE WHEN is_right THEN right_one.sector ELSE mention.sector END AS sector,
    CASE WHEN NOT is_right THEN mention.reason_code END AS reason_code,
    fix.is_right AS is_corrected
FROM core.actor_mentions AS mention
LEFT JOIN analyst.corrected_values AS known ON known.row_id = mention.actor_mention_id
CROSS JOIN LATERAL (SELECT known.row_id IS NOT NULL AND known.right_values ? 'actor_id' AS is_right) AS fix
LEFT JOIN core.actors AS right_one ON right_one.actor_id = known.right_values ->> 'actor_id';
