-- Where does a number come from?
-- From any row's id to the sentence with the characters marked. `start_offset` and `end_offset` count in the raw text
-- (`core.document_texts`).
SELECT evidence.source_code, evidence.published_on, evidence.surface, evidence.marked
FROM evidence
WHERE row_kind = 'figure'
  AND row_id = (SELECT figure_id FROM casualties
                WHERE kind = 'killed' AND place_en = 'Palmyra' AND starts_on = '2016-12-08' LIMIT 1);
