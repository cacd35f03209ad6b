-- Who held how much of a territory, over time?
-- The actors and places are those of the sentence: read it before you draw the curve.
SELECT published_on, low, high, qualifier, actors_en, places_en, surface, source_code
FROM territory_share
WHERE NOT is_repeat
ORDER BY published_on, figure_id;
