-- severity: stop
-- expects: every document has its text, and every event at least one mention
SELECT 'document without text' AS fault, d.document_id, NULL::uuid AS event_id
FROM looked_at AS d
WHERE NOT EXISTS (SELECT FROM core.document_texts AS t WHERE t.document_id = d.document_id)
UNION ALL
SELECT 'event without mention', e.document_id, e.event_id
FROM core.events AS e JOIN looked_at AS d USING (document_id)
WHERE NOT EXISTS (SELECT FROM core.event_mentions AS m WHERE m.event_id = e.event_id)
