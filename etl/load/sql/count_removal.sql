-- What goes with these documents, and which documents of the run stay since an earlier one loaded them.
SELECT (SELECT count(*) FROM core.events AS event WHERE event.document_id = ANY(%(ids)s::uuid[])) AS events,
       (SELECT count(*) FROM core.corrections AS fix WHERE fix.document_id = ANY(%(ids)s::uuid[]))
       + (SELECT count(*) FROM core.added_events AS added WHERE added.document_id = ANY(%(ids)s::uuid[]))
       + (SELECT count(*) FROM core.added_figures AS added WHERE added.document_id = ANY(%(ids)s::uuid[])) AS corrections,
       (SELECT count(*) FROM core.documents AS document
        WHERE document.run_id = %(run_id)s::uuid AND document.document_id <> ALL(%(ids)s::uuid[])) AS kept
