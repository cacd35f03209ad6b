-- What spellings of one name in Latin letters share: its consonants, word by word, without article, by their sound.
-- latin_key('Hodeidah') and latin_key('Al Hudaydah') are 'hdd', latin_key('Beyrouth') and latin_key('Beirut') 'brt'.
CREATE FUNCTION analyst.latin_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN trim(regexp_replace(regexp_replace(regexp_replace(
    translate(
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(lower(normalize(latin_key.name, NFKD)), '[^a-z -]', '', 'g'),
            '-', ' ', 'g'),
            '\m(?:[aeiu]l|le|la|les|[ae](?:dh|sh|[dnrstz]))\M ?', '', 'g'),
            't?ch', 'sh', 'g'),
            '([kgdtp])h', '\1', 'g'),
        'qcpzj', 'kkbsg'),
    '(\w)\1+', '\1', 'g'),
    '\m[aeiou]+', 'a', 'g'),
    '(?<=\w)[aeiouyw]+|h\M', '', 'g'));
