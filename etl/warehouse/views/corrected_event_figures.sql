-- core.event_figures and the figures that analysts added to events.
CREATE VIEW analyst.corrected_event_figures AS
SELECT event_id, figure_id FROM core.event_figures
UNION ALL
SELECT event_id, figure_id FROM core.added_figures WHERE event_id IS NOT NULL;
