-- What did the Syrian state's forces do, under whichever name?
-- Our actors are as fine as the text: "the army", "the regime's forces" and "Syria" are three ids. `find_names('الجيش
-- السوري')` and the country and sector of `core.actors` show who belongs together.
SELECT starts_on, event_type, sources_en, targets_en, place_en, figures
FROM events
WHERE source_actor_ids && ARRAY(
          SELECT actor_id FROM core.actors
          WHERE country_code = 'SY' AND (sector IN ('GOV', 'MIL') OR kind IN ('state', 'government', 'military')))
  AND NOT is_repeat
ORDER BY starts_on, event_type, event_id
LIMIT 20;
