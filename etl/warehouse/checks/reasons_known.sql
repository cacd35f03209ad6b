-- severity: warn
-- expects: every reason code is explained in ref.reason_codes
SELECT given.of, given.reason_code, count(*) AS times
FROM (
    SELECT 'place' AS of, reason_code, document_id FROM core.location_mentions
    UNION ALL SELECT 'actor', reason_code, document_id FROM core.actor_mentions
    UNION ALL SELECT 'date', reason_code, document_id FROM core.time_expressions
    UNION ALL SELECT 'sentence', reason_code, document_id FROM core.uncoded_sentences
    UNION ALL SELECT 'participant', p.reason_code, e.document_id FROM core.event_participants AS p JOIN core.events AS e USING (event_id)
    UNION ALL SELECT 'event place', p.reason_code, e.document_id FROM core.event_locations AS p JOIN core.events AS e USING (event_id)
) AS given
JOIN core.documents AS d USING (document_id)
LEFT JOIN ref.reason_codes AS known USING (reason_code)
WHERE d.coded_at >= %(since)s AND given.reason_code IS NOT NULL AND known.reason_code IS NULL
GROUP BY given.of, given.reason_code
