-- core.actor_mentions with what core.actors says of them, and with the actors that analysts corrected.
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
    CASE WHEN is_right THEN actor.actor_id ELSE mention.actor_id END AS actor_id,
    CASE WHEN is_right THEN actor.name_en ELSE coalesce(mention.name_en, actor.name_en) END AS name_en,
    CASE WHEN is_right THEN actor.name_ar ELSE coalesce(mention.name_ar, actor.name_ar) END AS name_ar,
    CASE WHEN is_right THEN actor.kind ELSE coalesce(mention.kind, actor.kind) END AS kind,
    CASE WHEN is_right THEN actor.country_code ELSE coalesce(mention.country_code, actor.country_code) END AS country_code,
    CASE WHEN is_right THEN actor.sector ELSE coalesce(mention.sector, actor.sector) END AS sector,
    CASE WHEN NOT is_right THEN mention.reason_code END AS reason_code,
    fix.is_right AS is_corrected
FROM core.actor_mentions AS mention
LEFT JOIN analyst.corrected_values AS known ON known.row_id = mention.actor_mention_id
CROSS JOIN LATERAL (
    SELECT known.row_id IS NOT NULL AND known.right_values ? 'actor_id' AS is_right
) AS fix
LEFT JOIN core.actors AS actor
    ON actor.actor_id = CASE WHEN is_right THEN known.right_values ->> 'actor_id' ELSE mention.actor_id END;
