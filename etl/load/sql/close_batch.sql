UPDATE ops.batches SET status = 'done' WHERE batch_id = %(batch_id)s
