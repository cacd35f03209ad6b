-- Sources that nothing is left of.
DELETE FROM core.sources AS source
WHERE NOT EXISTS (SELECT FROM core.documents AS document WHERE document.source_code = source.source_code)
