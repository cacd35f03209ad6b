-- Documents that have all words of a query, the fittest first, each with its fittest sentence and the words marked «so»:
-- SELECT * FROM search('قصف حلب', from_on => '2016-12-01'). Articles, proclitics and endings of words make no difference.
-- Where more than 1,000 documents fit, the fittest of the 1,000 newest are given; with a type or a place, the 10,000 newest
-- with the words are looked at. A notice says so.
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
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- Whatever is known of a table that was just filled: through its indexes.
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    most constant integer := 1000;
    most_looked_at constant integer := 10000;
    is_narrow constant boolean := num_nonnulls(search.of_type, search.at_place) > 0;
    asked constant tsquery := analyst.search_query(search.query);
    any_text constant text := replace(regexp_replace(querytree(asked), '&|<->|<\d+>', '|', 'g'), '''T''', 'T');
    any_word constant tsquery := CASE WHEN any_text NOT IN ('', 'T') THEN any_text::tsquery END;
    wanted tsquery := asked;
    within tsquery;
    first_month date;
    month date;
    months integer := 1;
    found uuid[] := '{}';
    fitting uuid[];
    looked_at bigint;
    left_to_look_at bigint := most_looked_at;
BEGIN
    IF coalesce(numnode(asked), 0) = 0 THEN
        RETURN;
    END IF;
    IF search.of_source IS NOT NULL THEN
        wanted := wanted && (quote_literal('source:' || search.of_source))::tsquery;
    END IF;
    SELECT date_trunc('month', greatest(min(document.published_on), search.from_on)),
           date_trunc('month', least(max(document.published_on), search.to_on))
    INTO first_month, month
    FROM core.documents AS document;
    -- From the newest month back, in ever longer steps, until enough is found; then what has no day.
    LOOP
        within := wanted && CASE
            WHEN month >= first_month THEN (
                SELECT string_agg(to_char(month - n * interval '1 month', '"''month:"YYYY-MM''"'), ' | ')
                FROM generate_series(0, months - 1) AS n
            )::tsquery
            ELSE '''month:unknown'''::tsquery
        END;
        -- The index of words is asked first, and documents by their key: what comes newest first would tempt the
        -- planner to walk through all documents by day, and read the words of each.
        WITH hits AS MATERIALIZED (
            SELECT text.document_id FROM core.document_search AS text WHERE text.words @@ within
        ), newest AS MATERIALIZED (
            SELECT document.document_id, document.published_on
            FROM hits
            CROSS JOIN LATERAL (
                SELECT * FROM core.documents AS document WHERE document.document_id = hits.document_id OFFSET 0
            ) AS document
            WHERE (search.from_on IS NULL OR document.published_on >= search.from_on)
              AND (search.to_on IS NULL OR document.published_on <= search.to_on)
              AND (search.within_documents IS NULL OR document.document_id = ANY (search.within_documents))
            ORDER BY document.published_on DESC NULLS LAST, document.document_id
            LIMIT CASE WHEN is_narrow THEN left_to_look_at ELSE most + 1 - cardinality(found) END
        )
        SELECT (SELECT count(*) FROM newest), ARRAY(
            SELECT document.document_id
            FROM newest AS document
            -- Offset 0: looked up for each, not joined as a whole.
            WHERE (search.of_type IS NULL OR EXISTS (
                  SELECT FROM analyst.corrected_events AS event
                  WHERE event.document_id = document.document_id AND event.event_type = search.of_type
                  OFFSET 0
              ))
              AND (search.at_place IS NULL OR EXISTS (
                  SELECT FROM analyst.corrected_location_mentions AS mention
                  JOIN core.locations AS place USING (location_id)
                  WHERE mention.document_id = document.document_id
                    AND search.at_place IN (place.location_id, place.name_ar, place.name_en, place.admin1_code, place.country_code)
                  OFFSET 0
              ))
            ORDER BY document.published_on DESC NULLS LAST, document.document_id
            LIMIT most + 1 - cardinality(found)
        )
        INTO looked_at, fitting;
        found := found || fitting;
        left_to_look_at := left_to_look_at - looked_at;
        EXIT WHEN is_narrow AND left_to_look_at = 0;
        EXIT WHEN cardinality(found) > most OR (month >= first_month) IS NOT TRUE;
        month := month - months * interval '1 month';
        months := months * 2;
    END LOOP;
    IF cardinality(found) > most THEN
        found := found[1:most];
        RAISE NOTICE 'more than % documents fit: the fittest of the newest % are shown', most, most
            USING HINT = 'from_on, to_on, of_source, of_type and at_place narrow a search';
    ELSIF is_narrow AND left_to_look_at = 0 THEN
        RAISE NOTICE 'of the documents with these words the newest % were looked at', most_looked_at
            USING HINT = 'from_on, to_on and of_source lead to older ones';
    END IF;
    RETURN QUERY
    WITH hits AS MATERIALIZED (
        SELECT ts_rank(text.words, asked, 1) AS rank, document.*
        FROM unnest(found) AS hit (document_id)
        CROSS JOIN LATERAL (
            SELECT text.words FROM core.document_search AS text WHERE text.document_id = hit.document_id OFFSET 0
        ) AS text
        CROSS JOIN LATERAL (
            SELECT * FROM core.documents AS document WHERE document.document_id = hit.document_id OFFSET 0
        ) AS document
        ORDER BY rank DESC, document.published_on DESC NULLS LAST, document.document_id
        LIMIT search.max_rows
    )
    SELECT hits.rank, hits.document_id, hits.source_code, hits.published_on, hits.title, best.sentence_no,
           coalesce(analyst.mark_words(best.sentence, any_word), best.sentence), hits.url
    FROM hits
    CROSS JOIN LATERAL (
        SELECT sentence.sentence_no, sentence.sentence
        FROM analyst.sentences AS sentence
        WHERE sentence.document_id = hits.document_id
        ORDER BY ts_rank(core.search_vector(sentence.sentence), any_word) DESC NULLS LAST, sentence.sentence_no
        LIMIT 1
    ) AS best
    ORDER BY hits.rank DESC, hits.published_on DESC NULLS LAST, hits.document_id;
END
$$;
