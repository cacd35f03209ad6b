-- One page of articles, the latest first.
SELECT document.document_id, document.title, document.source_code, document.published_on,
       left(coalesce(content.clean_text, content.raw_text), 220) || CASE WHEN document.characters > 220 THEN '…' ELSE '' END AS headline,
       (SELECT count(*) FROM analyst.corrected_events AS event WHERE event.document_id = document.document_id) AS events
FROM core.documents AS document
JOIN core.document_texts AS content USING (document_id)
WHERE (%(from_on)s::date IS NULL OR document.published_on >= %(from_on)s)
  AND (%(to_on)s::date IS NULL OR document.published_on <= %(to_on)s)
  AND (%(source)s::text IS NULL OR document.source_code = %(source)s)
  AND (%(type)s::text IS NULL OR EXISTS (
      SELECT FROM analyst.corrected_events AS event
      WHERE event.document_id = document.document_id AND event.event_type = %(type)s
  ))
  AND (%(areas)s::text[] = ARRAY[NULL::text] OR EXISTS (
      SELECT FROM analyst.corrected_location_mentions AS mention
      JOIN core.locations AS place USING (location_id)
      WHERE mention.document_id = document.document_id
        AND (place.location_id = ANY(%(areas)s) OR place.admin1_code = ANY(%(areas)s)
             OR place.country_code = ANY(%(areas)s))
  ))
  AND ({condition} IS NULL OR document.document_id = ANY({condition}))
ORDER BY document.published_on DESC NULLS LAST, document.document_id
LIMIT %(limit)s OFFSET %(offset)s
