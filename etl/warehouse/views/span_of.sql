-- Where some words stand in a document: the offset of their first character in the raw text, from 0. Words that stand there
-- more than once need their ordinal, from 1.
CREATE FUNCTION analyst.span_of(document_id uuid, words text, ordinal integer DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    rest text;
    times integer;
    at integer := 0;
BEGIN
    SELECT content.raw_text INTO rest FROM core.document_texts AS content WHERE content.document_id = document_id;
    IF rest IS NULL THEN
        RAISE no_data_found USING MESSAGE = format('there is no document %s', document_id);
    END IF;
    IF coalesce(words, '') = '' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'give the words of the text that say so';
    END IF;
    times := (char_length(rest) - char_length(replace(rest, words, ''))) / char_length(words);
    IF times = 0 THEN
        RAISE no_data_found USING MESSAGE = format('the document does not write %L', words),
            HINT = 'copy them from the text, as they stand there';
    END IF;
    IF times > 1 AND ordinal IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('the document writes %L %s times', words, times),
            HINT = 'give more words, or their ordinal';
    END IF;
    IF ordinal NOT BETWEEN 1 AND times THEN
        RAISE invalid_parameter_value USING MESSAGE = format('the document writes %L %s times, not %s', words, times, ordinal);
    END IF;
    FOR passed IN 2 .. coalesce(ordinal, 1) LOOP
        at := at + strpos(substr(rest, at + 1), words) - 1 + char_length(words);
    END LOOP;
    at := at + strpos(substr(rest, at + 1), words) - 1;
    IF NOT EXISTS (
        SELECT FROM core.sentences AS sentence
        WHERE sentence.document_id = document_id AND sentence.start_offset <= at
          AND sentence.end_offset >= at + char_length(words)
    ) THEN
        RAISE invalid_parameter_value USING MESSAGE = format('%L is no part of one sentence', words);
    END IF;
    RETURN at;
END
$$;
REVOKE EXECUTE ON FUNCTION analyst.span_of(uuid, text, integer) FROM PUBLIC;
