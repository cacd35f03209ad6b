-- Documents that a re-coding concerns: coded by another version than the current one, within what was chosen.
SELECT document_id, octet_length(raw_text) AS bytes
FROM core.documents
JOIN core.document_texts USING (document_id)
WHERE coding_version <> %(current)s
  AND (%(version)s::text IS NULL OR coding_version = %(version)s)
  AND (%(source)s::text IS NULL OR source_code = %(source)s)
  AND (%(first_day)s::date IS NULL OR published_on >= %(first_day)s)
  AND (%(last_day)s::date IS NULL OR published_on <= %(last_day)s)
  AND (%(document_ids)s::uuid[] IS NULL OR document_id = ANY(%(document_ids)s::uuid[]))
  AND (%(after)s::uuid IS NULL OR document_id >= %(after)s::uuid)
  AND (%(until)s::uuid IS NULL OR document_id <= %(until)s::uuid)
ORDER BY document_id
