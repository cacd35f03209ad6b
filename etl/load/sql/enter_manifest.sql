INSERT INTO ops.run_files SELECT * FROM staged_run_files
