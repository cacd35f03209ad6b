-- core.figures and the figures that analysts added. An added one gives way where the coding finds its kind in its words.
CREATE VIEW analyst.known_figures AS
SELECT
    figure_id, document_id, sentence_no, start_offset, end_offset, surface, rule, low, best, high, qualifier, unit, unit_code,
    counted, kind, flow, part_of_id AS part_of, false AS is_added
FROM core.figures
UNION ALL
SELECT
    added.figure_id, added.document_id, sentence.sentence_no, added.start_offset, added.end_offset, added.surface, 'analyst',
    added.low, added.best, added.high, added.qualifier, added.unit, NULL, NULL, added.kind, added.flow, NULL, true
FROM core.added_figures AS added
JOIN core.sentences AS sentence ON sentence.document_id = added.document_id
    AND added.start_offset >= sentence.start_offset AND added.start_offset < sentence.end_offset
WHERE NOT EXISTS (
    SELECT FROM core.figures AS found
    WHERE found.document_id = added.document_id AND found.kind = added.kind
      AND found.start_offset < added.end_offset AND found.end_offset > added.start_offset
);
