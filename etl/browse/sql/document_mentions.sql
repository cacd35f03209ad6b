-- Everything else that was found in one article: what it is, and whether an analyst corrected it.
SELECT 'figure' AS layer, figure.figure_id AS row_id, figure.start_offset, figure.end_offset, figure.surface, coded.rule,
       CASE WHEN figure.low IS NOT DISTINCT FROM figure.high THEN coalesce(trim_scale(figure.low)::text, 'open')
            ELSE coalesce(trim_scale(figure.low)::text, '…') || ' – ' || coalesce(trim_scale(figure.high)::text, '…')
       END AS value,
       concat_ws(', ', nullif(figure.qualifier::text, 'exact'), figure.unit, figure.unit_code, figure.kind, figure.flow)
           AS detail,
       NULL AS reason, figure.is_corrected
FROM core.figures AS coded
JOIN analyst.corrected_figures AS figure USING (figure_id)
WHERE coded.document_id = %(document_id)s
UNION ALL
SELECT 'date', time_expression_id, start_offset, end_offset, surface, rule,
       concat_ws(' – ', starts_on, nullif(ends_on, starts_on)),
       concat_ws(', ', value, modifier, nullif(calendar::text, 'gregorian'), timex || ' (' || grain || ')'),
       reason_code, false
FROM core.time_expressions WHERE document_id = %(document_id)s
UNION ALL
SELECT 'place', mention.location_mention_id, mention.start_offset, mention.end_offset, mention.surface, mention.rule,
       coalesce(right_one.name_en, right_one.name_ar, mention.name_en, mention.name_ar),
       concat_ws(', ', mention.relation, coalesce(right_one.feature, mention.feature),
                 coalesce(right_one.country_code, mention.country_code),
                 coalesce(right_one.location_id, mention.location_id)),
       CASE WHEN right_one.location_id IS NULL THEN mention.reason_code END, fix.row_id IS NOT NULL
FROM core.location_mentions AS mention
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = mention.location_mention_id
LEFT JOIN core.locations AS right_one ON right_one.location_id = fix.right_values ->> 'location_id'
WHERE mention.document_id = %(document_id)s
UNION ALL
SELECT 'actor', mention.actor_mention_id, mention.start_offset, mention.end_offset, mention.surface, mention.rule,
       coalesce(right_one.name_en, right_one.name_ar, mention.name_en, mention.name_ar),
       concat_ws(', ', mention.role, coalesce(right_one.kind, mention.kind::text),
                 coalesce(right_one.sector, mention.sector), coalesce(right_one.country_code, mention.country_code),
                 coalesce(right_one.actor_id, mention.actor_id)),
       CASE WHEN right_one.actor_id IS NULL THEN mention.reason_code END, fix.row_id IS NOT NULL
FROM core.actor_mentions AS mention
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = mention.actor_mention_id
LEFT JOIN core.actors AS right_one ON right_one.actor_id = fix.right_values ->> 'actor_id'
WHERE mention.document_id = %(document_id)s
ORDER BY start_offset, end_offset, row_id
