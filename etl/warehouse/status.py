"""What an operator wants to know at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from etl.warehouse.connect import connect

_QUESTIONS = {
    "sources": """
        SELECT source_code, count(*) AS documents, max(published_on) AS newest_day,
               to_char(max(coded_at), 'YYYY-MM-DD HH24:MI') AS last_loaded
        FROM core.documents GROUP BY source_code ORDER BY max(coded_at) DESC, source_code LIMIT 20""",
    "runs": """
        SELECT left(run_id::text, 8) AS run, to_char(started_at, 'YYYY-MM-DD HH24:MI:SS') AS started,
               CASE WHEN status = 'running' AND is_attended AND NOT core.is_locked(run_id) THEN 'interrupted'
                    ELSE status::text END AS status,
               round(extract(epoch FROM finished_at - started_at)::numeric, 1) AS seconds,
               files_in, files_loaded, files_unchanged, files_quarantined, documents_loaded, documents_undated,
               events_loaded, target
        FROM ops.runs ORDER BY started_at DESC LIMIT 5""",
    "changed and not yet shown to analysts": """
        SELECT count(DISTINCT document_id) AS documents, to_char(min(coded_at), 'YYYY-MM-DD HH24:MI') AS since,
               'DAG refresh_analyst shows them: where it is paused, turn it on and trigger it once' AS what_to_do
        FROM core.changed_documents LEFT JOIN core.documents USING (document_id) HAVING count(*) > 0""",
    "documents without day": """
        SELECT source_code, undated_reason_code, count(*) AS documents, min(undated_surface) AS for_instance
        FROM core.documents WHERE published_on IS NULL
        GROUP BY source_code, undated_reason_code ORDER BY count(*) DESC, source_code, undated_reason_code LIMIT 20""",
    "quarantine": """
        SELECT reason_code, count(*) AS items, to_char(max(quarantined_at), 'YYYY-MM-DD HH24:MI') AS latest
        FROM ops.quarantine GROUP BY reason_code ORDER BY count(*) DESC, reason_code""",
    "checks": """
        SELECT DISTINCT ON (check_code) check_code, status::text, observed ->> 'rows' AS rows,
               to_char(checked_at, 'YYYY-MM-DD HH24:MI') AS checked
        FROM ops.checks ORDER BY check_code, checked_at DESC""",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A table of the status screen."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def status(url: str | None = None) -> tuple[Answer, ...]:
    """Freshness by source, the last runs, what analysts do not see yet, what has no day, the quarantine, the checks."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            answers = []
            for title, question in _QUESTIONS.items():
                cursor.execute(question)
                columns = tuple(column.name for column in cursor.description or ())
                answers.append(Answer(title, columns, tuple(cursor.fetchall())))
            return tuple(answers)
    finally:
        connection.close()
