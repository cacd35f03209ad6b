-- Which sentences look like events and gave none?
-- The work list of the codebook. `reason_code` says what was missing; `seeds/reason_codes.csv` explains each.
SELECT reason_code, surface, source_code, published_on
FROM uncoded_sentences
WHERE reason_code = 'only_mentioned'
ORDER BY published_on, document_id, sentence_no, uncoded_sentence_id
LIMIT 5;
