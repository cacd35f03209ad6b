-- Figures of asserted events in the columns of the counts of GDELT's Global Knowledge Graph.
-- after: event_figures
CREATE VIEW analyst.gkg_counts AS
SELECT
    figure.published_on AS date,
    kind.count_type,
    coalesce(figure.best, figure.low) AS number,
    figure.counted AS object_type,
    figure.place_en AS location_full_name,
    figure.country_code AS location_country_code,
    figure.admin1_code AS location_adm1_code,
    place.latitude AS location_latitude,
    place.longitude AS location_longitude,
    figure.location_id AS location_feature_id,
    figure.source_code AS sources,
    figure.figure_id,
    figure.event_id,
    figure.document_id
FROM analyst.event_figures AS figure
JOIN (
    VALUES ('killed', 'KILL'), ('injured', 'WOUND'), ('detained', 'ARREST'), ('displaced', 'DISPLACED_EVACUATED'),
           ('evacuated', 'DISPLACED_EVACUATED'), ('missing', 'MISSING')
) AS kind (kind, count_type) USING (kind)
LEFT JOIN core.locations AS place USING (location_id)
WHERE figure.is_main AND NOT figure.is_repeat;
