-- Ids of rows of these documents that were given out before such ids began as that of the document does (version 5), those
-- included that analysts hold of a row that is gone for now.
SELECT document_id, row_id
FROM (
    SELECT document_id, figure_id AS row_id FROM core.figures
    UNION ALL SELECT document_id, time_expression_id FROM core.time_expressions
    UNION ALL SELECT document_id, location_mention_id FROM core.location_mentions
    UNION ALL SELECT document_id, actor_mention_id FROM core.actor_mentions
    UNION ALL SELECT document_id, event_id FROM core.events
    UNION ALL SELECT document_id, row_id FROM core.corrections
    UNION ALL SELECT document_id, event_id FROM core.added_figures
) AS known
WHERE document_id = ANY(%(ids)s::uuid[]) AND substr(row_id::text, 15, 1) = '5'
