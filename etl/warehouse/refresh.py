"""Renewing what is materialised for analysts, and how fresh it is."""

from __future__ import annotations

import logging
import time
from datetime import date

from psycopg2 import sql

from etl.warehouse.connect import connect

log = logging.getLogger(__name__)


#: Texts that become searchable in one transaction.
TEXTS = 2000
_INDEX = """
    WITH next AS (
        DELETE FROM core.unsearched_documents
        WHERE change_id IN (
            SELECT change_id FROM core.unsearched_documents ORDER BY change_id LIMIT %s FOR UPDATE SKIP LOCKED
        )
        RETURNING document_id
    ), made AS (
        INSERT INTO core.document_search (document_id, words)
        SELECT document_id, setweight(core.search_vector(coalesce(title, '')), 'A')
               || core.search_vector(coalesce(clean_text, core.rebuilt(raw_text, clean_starts, raw_starts)))
               || array_to_tsvector(ARRAY[
                   coalesce(to_char(published_on, '"month:"YYYY-MM'), 'month:unknown'), 'source:' || source_code
               ])
        FROM (SELECT DISTINCT document_id FROM next) AS document
        JOIN core.documents USING (document_id)
        JOIN core.document_texts USING (document_id)
        ORDER BY document_id
        ON CONFLICT (document_id) DO UPDATE SET words = excluded.words
    )
    SELECT count(*) FROM next"""

#: Documents whose kept rows are renewed in one transaction.
DOCUMENTS = 1000
_LOCK = 7_304_511_902
#: Statistics of what grew by half since they were gathered: without them the planner reads tables as a whole.
GATHER = "SELECT core.gather_statistics()"
#: Nobody waits for ever for a lock of somebody else.
_PATIENCE = "SELECT set_config('lock_timeout', '5min', false), set_config('statement_timeout', '30min', false)"
_CHANGES = """
    SELECT array_agg(change_id), array_agg(DISTINCT document_id::text)
    FROM (SELECT change_id, document_id FROM core.changed_documents ORDER BY change_id LIMIT %s) AS next"""


def renew_kept(url: str | None = None) -> int:
    """Put the rows of ``analyst`` that are kept together again for every document that changed; how many documents.

    Readers see the old or the new rows of a document, never a part of them. Any number may call it at once.
    """
    connection = connect(url)
    documents = 0
    try:
        while True:
            with connection, connection.cursor() as cursor:
                # What was just loaded, or renewed in the portion before, is still unknown to the planner.
                cursor.execute(GATHER)
            with connection, connection.cursor() as cursor:
                cursor.execute(_PATIENCE)
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
                cursor.execute(_CHANGES, [DOCUMENTS])
                changes, changed = cursor.fetchall()[0]
                if not changes:
                    return documents
                cursor.execute("SELECT analyst.renew(%s::uuid[])", [changed])
                # What changed again since it was read has a change of its own.
                cursor.execute("DELETE FROM core.changed_documents WHERE change_id = ANY(%s)", [changes])
                documents += len(changed)
    finally:
        connection.close()


def refresh_views(url: str | None = None) -> str:
    """Make new texts searchable and renew what is kept or materialised in ``analyst``; one line on what was done.

    Readers go on with the old rows meanwhile; a view that was never filled is filled at once.
    """
    renewed = renew_kept(url)
    done = [f"events of {renewed} documents"] if renewed else []
    connection = connect(url)
    try:
        connection.autocommit = True  # REFRESH ... CONCURRENTLY is refused in a transaction with other work
        with connection.cursor() as cursor:
            cursor.execute(_PATIENCE)
            texts = 0
            while True:
                cursor.execute(_INDEX, [TEXTS])
                done_now = cursor.fetchall()[0][0]
                if not done_now:
                    break
                texts += done_now
            if texts:
                done.append(f"{texts} texts to search")
            cursor.execute(
                "SELECT matviewname, ispopulated FROM pg_matviews WHERE schemaname = 'analyst' ORDER BY matviewname"
            )
            for name, is_filled in cursor.fetchall():
                began = time.monotonic()
                how = sql.SQL("CONCURRENTLY " if is_filled else "")
                cursor.execute(sql.SQL("REFRESH MATERIALIZED VIEW {}{}").format(how, sql.Identifier("analyst", name)))
                done.append(f"{name} {time.monotonic() - began:.1f} s")
                log.info("refreshed analyst.%s", name)
    finally:
        connection.close()
    return "refreshed: " + (", ".join(done) or "nothing is materialised")


def newest_days(url: str | None = None) -> dict[str, date | None]:
    """The newest day of publication of each source, None where no document of it has one."""
    connection = connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT source_code, (SELECT max(published_on) FROM core.documents AS d"
                " WHERE d.source_code = source.source_code) FROM core.sources AS source ORDER BY 1"
            )
            return dict(cursor.fetchall())
    finally:
        connection.close()


def freshness(url: str | None = None) -> str:
    """:func:`newest_days` in one line."""
    return "; ".join(f"{source}: {day or 'no day known'}" for source, day in newest_days(url).items())
