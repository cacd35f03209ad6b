-- severity: warn
-- expects: every reason code is explained in ref.reason_codes
SELECT given.of, given.reason_code, count(*) AS times
FROM looked_at AS d
CROSS JOIN LATERAL (
    SELECT 'place' AS of, reason_code FROM core.location_mentions WHERE document_id = d.document_id
    UNION ALL SELECT 'actor', reason_code FROM core.actor_mentions WHERE document_id = d.document_id
    UNION ALL SELECT 'date', reason_code FROM core.time_expressions WHERE document_id = d.document_id
    UNION ALL SELECT 'sentence', reason_code FROM core.uncoded_sentences WHERE document_id = d.document_id
    UNION ALL
    SELECT 'participant', p.reason_code FROM core.event_participants AS p JOIN core.events AS e USING (event_id)
    WHERE e.document_id = d.document_id
    UNION ALL
    SELECT 'event place', p.reason_code FROM core.event_locations AS p JOIN core.events AS e USING (event_id)
    WHERE e.document_id = d.document_id
) AS given
LEFT JOIN ref.reason_codes AS known USING (reason_code)
WHERE given.reason_code IS NOT NULL AND known.reason_code IS NULL
GROUP BY given.of, given.reason_code
