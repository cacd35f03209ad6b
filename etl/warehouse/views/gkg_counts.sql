-- Figures of asserted events in the columns of the counts of GDELT's Global Knowledge Graph; count is the row in its own
-- notation: type#number#what#kind of place#place#country#region#latitude#longitude#id. Codes of places are ISO, not FIPS.
-- after: event_figures
CREATE VIEW analyst.gkg_counts AS
SELECT
    figure.published_on AS date,
    kind.count_type,
    coalesce(figure.best, figure.low, figure.high) AS number,
    figure.counted AS object_type,
    place.geo_type AS location_type,
    figure.place_en AS location_full_name,
    figure.country_code AS location_country_code,
    figure.admin1_code AS location_adm1_code,
    place.latitude AS location_latitude,
    place.longitude AS location_longitude,
    figure.location_id AS location_feature_id,
    concat_ws('#', kind.count_type, trim_scale(coalesce(figure.best, figure.low, figure.high)),
              coalesce(replace(figure.counted, '#', ' '), ''), coalesce(place.geo_type, 0),
              coalesce(replace(figure.place_en, '#', ' '), ''), coalesce(figure.country_code, ''),
              coalesce(figure.admin1_code, ''), coalesce(place.latitude::text, ''), coalesce(place.longitude::text, ''),
              coalesce(figure.location_id, '')) AS count,
    figure.source_code AS sources,
    figure.figure_id,
    figure.event_id,
    figure.document_id
FROM analyst.event_figures AS figure
JOIN (
    VALUES ('killed', 'KILL'), ('injured', 'WOUND'), ('detained', 'ARREST'), ('displaced', 'DISPLACED_EVACUATED'),
           ('evacuated', 'DISPLACED_EVACUATED'), ('missing', 'MISSING')
) AS kind (kind, count_type) USING (kind)
LEFT JOIN LATERAL (
    SELECT known.latitude, known.longitude,
           CASE known.feature WHEN 'country' THEN 1 WHEN 'admin1' THEN 5 WHEN 'region' THEN 5 ELSE 4 END AS geo_type
    FROM core.locations AS known
    WHERE known.location_id = figure.location_id
) AS place ON true
WHERE figure.is_main AND NOT figure.is_repeat;
