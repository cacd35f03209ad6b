-- Full text search over folded Arabic, names by likeness, and corrections that know what they correct.

-- The same as etl.text.fold. Texts with letters that are rare in Arabic go the slow way through translate.
CREATE FUNCTION core.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN value ~ '[A-Zٱٲٳیېۍۀہھەۃکڨڤپچژ٠-٩۰-۹]' THEN translate(
        value,
        'أإآىةٱٲٳیېۍۀہھەۃکڨڤپچژ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ABCDEFGHIJKLMNOPQRSTUVWXYZ',
        'ااايهااايييهههههكقفبجز01234567890123456789abcdefghijklmnopqrstuvwxyz'
    )
    ELSE replace(replace(replace(replace(replace(value, 'أ', 'ا'), 'إ', 'ا'), 'آ', 'ا'), 'ى', 'ي'), 'ة', 'ه')
END;
COMMENT ON FUNCTION core.fold(text) IS 'Spellings made comparable: alef and hamza, yaa, taa marbuta, digits, Latin capitals. Keeps the length.';

-- The Arabic stemmer of PostgreSQL knows neither the article behind a conjunction (والقصف) nor folded endings; light
-- stemming after Larkey, Ballesteros and Connell (2002) takes off articles and ل with their proclitics, then one ending.
CREATE FUNCTION core.search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(core.fold(value), '\m(?:[وف]?[بك]?ال|[وف]?لل?)(?=\w{3})', '', 'g'),
    '(\w{3})(?:ها|ات|ون|ين|وا|يه|يا|[هيا])\M', '\1', 'g'
);
COMMENT ON FUNCTION core.search_words(text) IS 'Folded text whose words lost article and ending, for the stemmer.';

CREATE FUNCTION core.search_vector(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('pg_catalog.arabic'::regconfig, core.search_words(value));
COMMENT ON FUNCTION core.search_vector(text) IS 'Stems of a text, as core.document_search holds them.';

CREATE TABLE core.document_search (
    document_id UUID NOT NULL,
    words TSVECTOR NOT NULL,
    CONSTRAINT document_search_pkey PRIMARY KEY (document_id),
    CONSTRAINT document_search_document_id_fkey FOREIGN KEY(document_id) REFERENCES core.documents (document_id)
);
CREATE INDEX document_search_words_idx ON core.document_search USING gin (words);
COMMENT ON TABLE core.document_search IS 'What analyst.search looks in; filled when the views are refreshed.';
COMMENT ON COLUMN core.document_search.document_id IS 'Document that says so.';
COMMENT ON COLUMN core.document_search.words IS 'Stems of headline (weight A) and text with their positions.';

CREATE INDEX actors_folded_idx ON core.actors USING gin (core.fold(name_ar) ref.gin_trgm_ops);
CREATE INDEX actor_aliases_folded_idx ON core.actor_aliases USING gin (core.fold(alias) ref.gin_trgm_ops);
CREATE INDEX location_aliases_folded_idx ON core.location_aliases USING gin (core.fold(alias) ref.gin_trgm_ops);

ALTER TABLE core.corrections
    ADD COLUMN document_id UUID,
    ADD COLUMN start_offset INTEGER,
    ADD COLUMN end_offset INTEGER,
    ADD COLUMN surface TEXT;
UPDATE core.corrections AS c
SET document_id = r.document_id, start_offset = r.start_offset, end_offset = r.end_offset, surface = r.surface
FROM (
    SELECT event_id AS row_id, document_id, start_offset, end_offset, surface FROM core.events
    UNION ALL SELECT figure_id, document_id, start_offset, end_offset, surface FROM core.figures
    UNION ALL SELECT actor_mention_id, document_id, start_offset, end_offset, surface FROM core.actor_mentions
    UNION ALL SELECT location_mention_id, document_id, start_offset, end_offset, surface FROM core.location_mentions
) AS r
WHERE r.row_id = c.row_id;
ALTER TABLE core.corrections
    ALTER COLUMN document_id SET NOT NULL,
    ALTER COLUMN start_offset SET NOT NULL,
    ALTER COLUMN end_offset SET NOT NULL,
    ALTER COLUMN surface SET NOT NULL;
COMMENT ON COLUMN core.corrections.document_id IS 'Document of the row.';
COMMENT ON COLUMN core.corrections.start_offset IS 'First character of the row in the raw text.';
COMMENT ON COLUMN core.corrections.end_offset IS 'End in the raw text, exclusive.';
COMMENT ON COLUMN core.corrections.surface IS 'The characters of the raw text.';
CREATE INDEX corrections_row_id_idx ON core.corrections (row_id);
