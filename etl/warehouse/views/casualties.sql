-- Killed, injured and missing, with their bounds: one row a figure that belongs to asserted events. Leave out is_repeat to count
-- a claim once.
-- after: event_figures
CREATE VIEW analyst.casualties AS
SELECT
    figure.event_id,
    figure.event_type,
    figure.starts_on,
    figure.ends_on,
    figure.kind,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.flow,
    figure.counted,
    CASE
        WHEN victim.has_civilians AND NOT victim.has_combatants THEN 'civilians'
        WHEN victim.has_combatants AND NOT victim.has_civilians THEN 'combatants'
    END AS victims,
    figure.sources_en,
    figure.targets_en,
    figure.speaker_en,
    figure.location_id,
    figure.place_en,
    figure.place_ar,
    figure.country_code,
    figure.admin1_code,
    figure.cluster_id,
    figure.is_repeat,
    figure.figure_id,
    figure.surface,
    figure.sentence_no,
    figure.document_id,
    figure.source_code,
    figure.published_on
FROM analyst.event_figures AS figure
CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(mention.sector IN ('CVL', 'RFG', 'MED', 'EDU', 'NGO')), false) AS has_civilians,
           coalesce(bool_or(mention.sector IN ('MIL', 'REB', 'PAR', 'COP')), false) AS has_combatants
    FROM core.event_participants AS participant
    JOIN core.actor_mentions AS mention USING (actor_mention_id)
    WHERE participant.event_id = figure.event_id AND participant.role = 'target'
) AS victim
WHERE figure.kind IN ('killed', 'injured', 'missing') AND figure.is_main;
