-- ACLED's kind of each participant, where his sector says enough: 1 state forces, 2 rebels, 3 militias, 7 civilians, 8 forces
-- of another country than that of the event, and others from outside.
-- after: corrected_participants, events_kept
CREATE VIEW analyst.participant_codes AS
SELECT
    taking.event_id,
    taking.role,
    taking.position,
    CASE
        WHEN of_one.sector = 'REB' THEN 2
        WHEN of_one.sector IN ('UAF', 'PAR') OR of_one.sector IS NULL AND taking.head_class = 'armed' THEN 3
        WHEN of_one.sector IN ('CVL', 'RFG', 'MED', 'EDU', 'HLH', 'AGR', 'LAB', 'BUS', 'JUD', 'LEG', 'PTY', 'OPP', 'REL') THEN 7
        WHEN of_one.sector IN ('IGO', 'NGO') THEN 8
        WHEN of_one.sector IN ('GOV', 'MIL', 'COP', 'SPY') AND of_one.country_code = event.country_code THEN 1
        WHEN of_one.sector IN ('GOV', 'MIL', 'COP', 'SPY') AND of_one.country_code <> event.country_code THEN 8
    END AS code
FROM analyst.corrected_participants AS taking
JOIN analyst.events_kept AS event USING (event_id)
LEFT JOIN core.actor_mentions AS mention USING (actor_mention_id)
LEFT JOIN core.actors AS actor ON actor.actor_id = taking.actor_id
CROSS JOIN LATERAL (
    SELECT coalesce(actor.sector, mention.sector) AS sector,
           coalesce(actor.country_code, taking.country_code, mention.country_code) AS country_code
) AS of_one;
