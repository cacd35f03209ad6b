-- Documents that have all words of a query, the fittest first, each with its fittest sentence and the words marked «so»:
-- SELECT * FROM search('قصف حلب', from_on => '2016-12-01'). Articles, proclitics and endings of words make no difference.
-- after: search_query, mark_words, sentences, corrected_events, corrected_location_mentions
CREATE FUNCTION analyst.search(
    query text,
    from_on date DEFAULT NULL,
    to_on date DEFAULT NULL,
    of_source text DEFAULT NULL,
    of_type text DEFAULT NULL,
    at_place text DEFAULT NULL,
    max_rows integer DEFAULT 20,
    within_documents uuid[] DEFAULT NULL
)
RETURNS TABLE (
    rank real, document_id uuid, source_code text, published_on date, title text, sentence_no integer, headline text,
    url text
)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    WITH wanted AS MATERIALIZED (
        SELECT words, replace(regexp_replace(querytree(words), '&|<->|<\d+>', '|', 'g'), '''T''', 'T') AS any_text
        FROM analyst.search_query(search.query) AS words
    ), hits AS MATERIALIZED (
        SELECT ts_rank(found.words, wanted.words, 1) AS rank, document.*,
               CASE WHEN wanted.any_text NOT IN ('', 'T') THEN wanted.any_text::tsquery END AS any_word
        FROM wanted
        JOIN core.document_search AS found ON found.words @@ wanted.words
        JOIN core.documents AS document USING (document_id)
        WHERE (search.from_on IS NULL OR document.published_on >= search.from_on)
          AND (search.to_on IS NULL OR document.published_on <= search.to_on)
          AND (search.of_source IS NULL OR document.source_code = search.of_source)
          AND (search.of_type IS NULL OR EXISTS (
              SELECT FROM analyst.corrected_events AS event
              WHERE event.document_id = document.document_id AND event.event_type = search.of_type
          ))
          AND (search.at_place IS NULL OR EXISTS (
              SELECT FROM analyst.corrected_location_mentions AS mention
              JOIN core.locations AS place USING (location_id)
              WHERE mention.document_id = document.document_id
                AND search.at_place IN (place.location_id, place.name_ar, place.name_en, place.admin1_code, place.country_code)
          ))
          AND (search.within_documents IS NULL OR document.document_id = ANY(search.within_documents))
        ORDER BY rank DESC, document.published_on DESC NULLS LAST, document.document_id
        LIMIT search.max_rows
    )
    SELECT hits.rank, hits.document_id, hits.source_code, hits.published_on, hits.title, best.sentence_no,
           coalesce(analyst.mark_words(best.sentence, hits.any_word), best.sentence), hits.url
    FROM hits
    CROSS JOIN LATERAL (
        SELECT sentence.sentence_no, sentence.sentence
        FROM analyst.sentences AS sentence
        WHERE sentence.document_id = hits.document_id
        ORDER BY ts_rank(core.search_vector(sentence.sentence), hits.any_word) DESC NULLS LAST, sentence.sentence_no
        LIMIT 1
    ) AS best
    ORDER BY hits.rank DESC, hits.published_on DESC NULLS LAST, hits.document_id
$$;
