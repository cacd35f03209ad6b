-- The rows of events_all as of the last change of their document: what is asked most is not put together anew each time.
-- after: events_live
CREATE TABLE analyst.events_kept AS SELECT * FROM analyst.events_live;
CREATE UNIQUE INDEX events_kept_event_id_idx ON analyst.events_kept (event_id);
CREATE INDEX events_kept_document_id_idx ON analyst.events_kept (document_id);
CREATE INDEX events_kept_event_type_starts_on_idx ON analyst.events_kept (event_type, starts_on);
-- Counts over time are answered from this index alone; columns that are only included would keep equal rows apart in it.
CREATE INDEX events_kept_starts_on_idx ON analyst.events_kept
    (starts_on, event_type, ends_on, modality, is_repeat);
-- The same for what was published when.
CREATE INDEX events_kept_published_on_idx ON analyst.events_kept (published_on, quad_code)
    WHERE modality = 'asserted' AND NOT is_repeat;
CREATE INDEX events_kept_location_id_starts_on_idx ON analyst.events_kept (location_id, starts_on)
    WHERE location_id IS NOT NULL;
CREATE INDEX events_kept_admin1_code_starts_on_idx ON analyst.events_kept (admin1_code, starts_on)
    WHERE admin1_code IS NOT NULL;
-- Expressions as events_all has them: who asks it goes by these indexes.
CREATE INDEX events_kept_cluster_id_idx ON analyst.events_kept (coalesce(cluster_id, event_id));
CREATE INDEX events_kept_shared_idx ON analyst.events_kept (cluster_id) WHERE cluster_id IS NOT NULL;
CREATE INDEX events_kept_latitude_longitude_idx ON analyst.events_kept (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX events_kept_source_actor_ids_idx ON analyst.events_kept
    USING gin (string_to_array(source_ids, E'\t', '-'));
CREATE INDEX events_kept_target_actor_ids_idx ON analyst.events_kept
    USING gin (string_to_array(target_ids, E'\t', '-'));
ANALYZE analyst.events_kept;
