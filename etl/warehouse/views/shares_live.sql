-- What territory_share keeps, made from core at this moment: for a few documents at a time.
-- after: documents, corrected_figures, corrected_event_figures, corrected_actor_mentions, corrected_location_mentions
-- after: sentences
CREATE VIEW analyst.shares_live AS
SELECT
    figure.figure_id,
    document.published_on,
    figure.low,
    figure.best,
    figure.high,
    figure.qualifier,
    figure.counted,
    figure.surface,
    ARRAY(
        SELECT coalesce(actor.name_en, mention.name_en, mention.surface)
        FROM analyst.corrected_actor_mentions AS mention
        LEFT JOIN core.actors AS actor USING (actor_id)
        WHERE mention.document_id = figure.document_id AND mention.sentence_no = figure.sentence_no
        ORDER BY mention.start_offset, mention.actor_mention_id
    ) AS actors_en,
    ARRAY(
        SELECT coalesce(place.name_en, mention.name_en, mention.surface)
        FROM analyst.corrected_location_mentions AS mention
        LEFT JOIN core.locations AS place USING (location_id)
        WHERE mention.document_id = figure.document_id AND mention.sentence_no = figure.sentence_no
        ORDER BY mention.start_offset, mention.location_mention_id
    ) AS places_en,
    sentence.sentence,
    link.event_id,
    document.is_repeat,
    figure.sentence_no,
    figure.document_id,
    document.source_code
FROM analyst.corrected_figures AS figure
JOIN analyst.documents AS document USING (document_id)
JOIN analyst.sentences AS sentence USING (document_id, sentence_no)
LEFT JOIN LATERAL (
    SELECT link.event_id FROM analyst.corrected_event_figures AS link WHERE link.figure_id = figure.figure_id ORDER BY 1 LIMIT 1
) AS link ON true
WHERE figure.kind = 'territory_share';
