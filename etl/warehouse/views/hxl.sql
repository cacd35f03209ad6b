-- Figures of asserted events under the hashtags of the Humanitarian Exchange Language; persons and households (+hh) are
-- columns of their own.
-- after: event_figures
CREATE VIEW analyst.hxl AS
SELECT
    figure.starts_on AS "#date+start",
    figure.ends_on AS "#date+end",
    figure.date_source AS "#date+source",
    figure.event_type AS "#event+type",
    figure.kind AS "#indicator+type",
    CASE WHEN figure.unit <> 'households' THEN figure.low END AS "#affected+num+min",
    CASE WHEN figure.unit <> 'households' THEN figure.best END AS "#affected+num",
    CASE WHEN figure.unit <> 'households' THEN figure.high END AS "#affected+num+max",
    CASE WHEN figure.unit = 'households' THEN figure.low END AS "#affected+hh+num+min",
    CASE WHEN figure.unit = 'households' THEN figure.best END AS "#affected+hh+num",
    CASE WHEN figure.unit = 'households' THEN figure.high END AS "#affected+hh+num+max",
    figure.country_code AS "#country+code+v_iso2",
    figure.admin1_code AS "#adm1+code",
    figure.place_en AS "#loc+name+i_en",
    figure.place_ar AS "#loc+name+i_ar",
    place.latitude AS "#geo+lat",
    place.longitude AS "#geo+lon",
    figure.source_code AS "#meta+source",
    figure.surface AS "#description+i_ar",
    figure.figure_id::text AS "#meta+id"
FROM analyst.event_figures AS figure
LEFT JOIN core.locations AS place USING (location_id)
WHERE figure.kind IS NOT NULL AND figure.kind <> 'territory_share' AND figure.is_main AND NOT figure.is_repeat;
