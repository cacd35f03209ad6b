-- From now on one process works on the run, and holds its lock while it lives.
UPDATE ops.runs SET is_attended = true WHERE run_id = %(run_id)s
