-- What changed since yesterday's run?
-- What the latest run added, and what it removed because a document was coded anew. For a day of one's own: `changed_at
-- >= now() - interval '1 day'`.
SELECT change, event_type, count(*) AS events, count(DISTINCT document_id) AS documents, min(starts_on) AS first_on,
       max(ends_on) AS last_on
FROM changes
WHERE run_id = (SELECT run_id FROM runs WHERE documents_loaded > 0 ORDER BY finished_at DESC LIMIT 1)
GROUP BY 1, 2
ORDER BY events DESC, change, event_type;
