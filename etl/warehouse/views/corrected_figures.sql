-- core.figures with the values that analysts corrected and the figures that they added.
-- after: corrected_values, known_figures
CREATE VIEW analyst.corrected_figures AS
SELECT
    figure.figure_id,
    figure.document_id,
    figure.sentence_no,
    figure.start_offset,
    figure.end_offset,
    figure.surface,
    CASE WHEN fix.right_values ? 'low' THEN (fix.right_values ->> 'low')::numeric ELSE figure.low END AS low,
    CASE WHEN fix.right_values ? 'best' THEN (fix.right_values ->> 'best')::numeric ELSE figure.best END AS best,
    CASE WHEN fix.right_values ? 'high' THEN (fix.right_values ->> 'high')::numeric ELSE figure.high END AS high,
    CASE WHEN fix.right_values ? 'qualifier' THEN (fix.right_values ->> 'qualifier')::ref.qualifier ELSE figure.qualifier END AS qualifier,
    figure.unit,
    figure.unit_code,
    figure.counted,
    CASE WHEN fix.right_values ? 'kind' THEN fix.right_values ->> 'kind' ELSE figure.kind END AS kind,
    CASE WHEN fix.right_values ? 'flow' THEN fix.right_values ->> 'flow' ELSE figure.flow END AS flow,
    figure.part_of,
    figure.rule = 'addend' AS is_addend,
    figure.is_added OR fix.row_id IS NOT NULL AS is_corrected
FROM analyst.known_figures AS figure
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = figure.figure_id;
