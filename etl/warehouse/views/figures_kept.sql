-- The rows of event_figures as of the last change of their document.
-- after: figures_live
CREATE TABLE analyst.figures_kept AS SELECT * FROM analyst.figures_live;
CREATE UNIQUE INDEX figures_kept_event_id_figure_id_idx ON analyst.figures_kept (event_id, figure_id);
CREATE INDEX figures_kept_figure_id_idx ON analyst.figures_kept (figure_id);
CREATE INDEX figures_kept_document_id_idx ON analyst.figures_kept (document_id);
CREATE INDEX figures_kept_kind_starts_on_idx ON analyst.figures_kept (kind, starts_on);
CREATE INDEX figures_kept_location_id_starts_on_idx ON analyst.figures_kept (location_id, starts_on)
    WHERE location_id IS NOT NULL;
CREATE INDEX figures_kept_cluster_id_idx ON analyst.figures_kept (cluster_id);
CREATE INDEX figures_kept_shared_idx ON analyst.figures_kept (cluster_id, kind, unit) WHERE is_shared;
ANALYZE analyst.figures_kept;
