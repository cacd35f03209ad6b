-- Figures that belong to asserted events, one row for each event that has a figure: the ground of the views on
-- casualties and displacement. A figure of several events (the strike, the killing) has is_main in one row only.
-- after: figures_kept
CREATE VIEW analyst.event_figures AS
SELECT * FROM analyst.figures_kept;
