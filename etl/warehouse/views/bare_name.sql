-- A name as it is compared with others: spellings folded, no article, no punctuation, plurals of people in one case.
-- bare_name('Al-Nusra Front') is 'al nusra front', bare_name('الحوثيين') 'حوثيون'.
CREATE FUNCTION analyst.bare_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN trim(regexp_replace(
    regexp_replace(regexp_replace(core.fold(bare_name.name), '\W+', ' ', 'g'), '\mال(?=\w{3})', '', 'g'),
    '(\w{3})ين\M', '\1ون', 'g'
));
