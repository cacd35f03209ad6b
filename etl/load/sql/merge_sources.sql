INSERT INTO core.sources AS kept (source_code, name_ar, name_en, country_code)
SELECT DISTINCT ON (source_code) source_code, name_ar, name_en, country_code
FROM staged_sources AS new
WHERE NOT EXISTS (SELECT FROM core.sources AS known WHERE known.source_code = new.source_code)
ORDER BY source_code
ON CONFLICT (source_code) DO NOTHING
