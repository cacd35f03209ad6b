-- The dead, injured and missing of each happening, as rows that can be added: SELECT kind, sum(persons) FROM tolls counts nobody
-- twice. Of several texts on a happening the one published last counts, of one text its claim; repeats, parts of another figure,
-- and sums over a war or a state of affairs (flow cumulative, stock) are left out. Those harmed (killed or injured, in one number)
-- count where no text tells of the happening how many are dead or how many are wounded: from then on only those do.
-- after: figures_latest
CREATE VIEW analyst.tolls AS
SELECT
    cluster_id, event_type, location_id, place_en, place_ar, country_code, admin1_code, starts_on, ends_on, date_source, kind,
    coalesce(best, low, high) AS persons, low, high, qualifier, victims, told_with, surface, speaker_en, speaker_ar, event_id, figure_id,
    sentence_no, document_id, source_code, published_on, published_at
FROM analyst.figures_latest
WHERE unit = 'persons' AND coalesce(flow, 'flow') = 'flow' AND (
    kind IN ('killed', 'injured', 'missing')
    OR (kind = 'harmed' AND NOT EXISTS (
        SELECT FROM analyst.claims AS apart
        WHERE apart.cluster_id = figures_latest.cluster_id AND apart.kind IN ('killed', 'injured')
            AND apart.unit = 'persons' AND coalesce(apart.flow, 'flow') = 'flow'
    ))
);
