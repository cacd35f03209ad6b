-- What event_figures keeps, made from events_all and core at this moment: for a few documents at a time.
-- after: events, corrected_figures, corrected_event_figures, corrected_participants
CREATE VIEW analyst.figures_live AS
WITH counted AS (
    SELECT
        figure.*,
        figure.kind IS NOT NULL AND NOT figure.is_part AND row_number() OVER (
            -- A running total (900 since January) takes nothing from what is new (12 today): each is a claim.
            PARTITION BY figure.document_id, figure.cluster_id, figure.kind, figure.unit, coalesce(figure.flow, 'flow') = 'flow'
            ORDER BY figure.is_main DESC, figure.is_part, figure.is_addend, coalesce(figure.best, figure.low, figure.high) DESC NULLS LAST,
                figure.figure_id
        ) = 1 AND figure.is_main AS is_claim
    FROM (
        SELECT
            event.event_id,
            event.event_type,
            event.starts_on,
            event.ends_on,
            event.date_source,
            event.location_id,
            event.place_en,
            event.place_ar,
            event.country_code,
            event.admin1_code,
            event.origin_en,
            event.origin_ar,
            event.destination_en,
            event.destination_ar,
            event.sources_en,
            event.targets_en,
            event.speaker_en,
            event.speaker_ar,
            event.cluster_id,
            event.is_shared,
            event.is_repeat,
            figure.figure_id,
            figure.kind,
            figure.low,
            figure.best,
            figure.high,
            figure.qualifier,
            figure.unit,
            figure.unit_code,
            figure.counted,
            figure.flow,
            figure.part_of,
            figure.is_addend,
            -- A part of what the document counts by another event too; a whole that no event has leaves its part to count.
            figure.part_of IS NOT NULL AND EXISTS (
                SELECT FROM analyst.corrected_figures AS whole
                JOIN analyst.corrected_event_figures AS held USING (figure_id)
                JOIN analyst.events AS holder USING (event_id)
                WHERE whole.figure_id = figure.part_of AND whole.kind = figure.kind
            ) AS is_part,
            row_number() OVER (
                PARTITION BY event.document_id, figure.figure_id
                ORDER BY (event.event_type = CASE figure.kind
                             WHEN 'killed' THEN 'killing' WHEN 'harmed' THEN 'killing' WHEN 'injured' THEN 'injury' WHEN 'displaced' THEN 'displacement'
                             WHEN 'evacuated' THEN 'evacuation' WHEN 'returned' THEN 'return' WHEN 'detained' THEN 'arrest'
                             WHEN 'besieged' THEN 'siege' END) IS NOT TRUE,
                         event.location_id IS NULL, event.starts_on IS NULL, event.intensity NULLS LAST, event.event_type,
                         event.event_id
            ) = 1 AS is_main,
            event.told_with,
            CASE
                WHEN victim.has_civilians AND NOT victim.has_combatants THEN 'civilians'
                WHEN victim.has_combatants AND NOT victim.has_civilians THEN 'combatants'
            END AS victims,
            figure.surface,
            figure.sentence_no,
            event.document_id,
            event.source_code,
            event.published_on,
            event.published_at
        FROM analyst.events AS event
        JOIN analyst.corrected_event_figures AS link USING (event_id)
        JOIN analyst.corrected_figures AS figure USING (figure_id)
        CROSS JOIN LATERAL (
            SELECT coalesce(bool_or(kind.sector IN ('CVL', 'RFG', 'MED', 'EDU', 'NGO')), false) AS has_civilians,
                   coalesce(bool_or(kind.sector IN ('MIL', 'REB', 'PAR', 'COP') OR participant.head_class = 'armed'), false)
                       AS has_combatants
            FROM analyst.corrected_participants AS participant
            LEFT JOIN core.actor_mentions AS mention USING (actor_mention_id)
            LEFT JOIN core.actors AS actor ON actor.actor_id = participant.actor_id
            CROSS JOIN LATERAL (SELECT coalesce(actor.sector, mention.sector) AS sector) AS kind
            WHERE participant.event_id = event.event_id AND participant.role = 'target'
        ) AS victim
    ) AS figure
)
SELECT
    counted.*,
    -- A sum with an open bound is open.
    CASE
        WHEN is_claim AND count(*) FILTER (WHERE is_listed) OVER others = count(low) FILTER (WHERE is_listed) OVER others
            THEN low + coalesce(sum(low) FILTER (WHERE is_listed) OVER others, 0)
    END AS claimed_low,
    CASE
        WHEN is_claim AND count(*) FILTER (WHERE is_listed) OVER others = count(best) FILTER (WHERE is_listed) OVER others
            THEN best + coalesce(sum(best) FILTER (WHERE is_listed) OVER others, 0)
    END AS claimed_best,
    CASE
        WHEN is_claim AND count(*) FILTER (WHERE is_listed) OVER others = count(high) FILTER (WHERE is_listed) OVER others
            THEN high + coalesce(sum(high) FILTER (WHERE is_listed) OVER others, 0)
    END AS claimed_high
FROM counted
CROSS JOIN LATERAL (
    SELECT is_addend AND is_main AND NOT is_part AND coalesce(flow, 'flow') = 'flow' AS is_listed
) AS addend
-- The others of its list: 3 in one town and 4 in another.
WINDOW others AS (
    PARTITION BY document_id, sentence_no, cluster_id, kind, unit, coalesce(flow, 'flow') = 'flow'
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
);
