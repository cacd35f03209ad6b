-- What is left to do of a batch.
SELECT batch.run_id, run.published_on, run.source_code, run.reading, file.uri, file.bytes
FROM ops.batches AS batch
JOIN ops.runs AS run USING (run_id)
LEFT JOIN ops.run_files AS file ON file.batch_id = batch.batch_id AND file.outcome IS NULL
WHERE batch.batch_id = %(batch_id)s
ORDER BY file.uri
