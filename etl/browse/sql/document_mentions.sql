-- Everything else that was found in one article: what it is, as pairs of a label and a value.
SELECT 'figure' AS layer, figure_id AS row_id, start_offset, end_offset, surface, rule,
       CASE WHEN low IS NOT DISTINCT FROM high THEN coalesce(trim_scale(low)::text, 'open')
            ELSE coalesce(trim_scale(low)::text, '…') || ' – ' || coalesce(trim_scale(high)::text, '…') END AS value,
       concat_ws(', ', nullif(qualifier::text, 'exact'), unit, unit_code, kind, flow) AS detail,
       NULL AS reason
FROM core.figures WHERE document_id = %(document_id)s
UNION ALL
SELECT 'date', time_expression_id, start_offset, end_offset, surface, rule,
       concat_ws(' – ', starts_on, nullif(ends_on, starts_on)),
       concat_ws(', ', value, modifier, nullif(calendar::text, 'gregorian'), timex || ' (' || grain || ')'),
       reason_code
FROM core.time_expressions WHERE document_id = %(document_id)s
UNION ALL
SELECT 'place', location_mention_id, start_offset, end_offset, surface, rule,
       coalesce(name_en, name_ar), concat_ws(', ', relation, feature, country_code, location_id), reason_code
FROM core.location_mentions WHERE document_id = %(document_id)s
UNION ALL
SELECT 'actor', actor_mention_id, start_offset, end_offset, surface, rule,
       coalesce(name_en, name_ar), concat_ws(', ', role, kind, sector, country_code, actor_id), reason_code
FROM core.actor_mentions WHERE document_id = %(document_id)s
ORDER BY start_offset, end_offset, row_id
