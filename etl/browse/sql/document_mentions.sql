-- Everything else that was found in one article: what it is, and whether an analyst corrected it.
SELECT 'figure' AS layer, figure.figure_id AS row_id, figure.start_offset, figure.end_offset, figure.surface, coded.rule,
       CASE WHEN figure.low IS NOT DISTINCT FROM figure.high THEN coalesce(trim_scale(figure.low)::text, 'open')
            ELSE coalesce(trim_scale(figure.low)::text, '…') || ' – ' || coalesce(trim_scale(figure.high)::text, '…')
       END AS value,
       concat_ws(', ', nullif(figure.qualifier::text, 'exact'), figure.unit, figure.unit_code, figure.kind, figure.flow)
           AS detail,
       NULL AS reason, figure.is_corrected
FROM analyst.known_figures AS coded
JOIN analyst.corrected_figures AS figure USING (figure_id)
WHERE coded.document_id = %(document_id)s
UNION ALL
SELECT 'date', time_expression_id, start_offset, end_offset, surface, rule,
       concat_ws(' – ', starts_on, nullif(ends_on, starts_on)),
       concat_ws(', ', value, modifier, nullif(calendar::text, 'gregorian'), timex || ' (' || grain || ')'),
       reason_code, false
FROM core.time_expressions WHERE document_id = %(document_id)s
UNION ALL
SELECT 'place', location_mention_id, start_offset, end_offset, surface, rule, coalesce(name_en, name_ar),
       concat_ws(', ', relation, feature, country_code, location_id), reason_code, is_corrected
FROM analyst.corrected_location_mentions WHERE document_id = %(document_id)s
UNION ALL
SELECT 'actor', actor_mention_id, start_offset, end_offset, surface, rule, coalesce(name_en, name_ar),
       concat_ws(', ', role, kind, sector, country_code, actor_id), reason_code, is_corrected
FROM analyst.corrected_actor_mentions WHERE document_id = %(document_id)s
ORDER BY start_offset, end_offset, row_id
