"""Taking documents out of the warehouse again, with all that was made of them, in one transaction."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.errors import TerminalError
from etl.ids import lock_key
from etl.load.link import link_documents
from etl.load.statements import execute, transaction
from etl.load.supersede import rows_of
from etl.warehouse.connect import connect
from etl.warehouse.schema import CODING, history_of, metadata

#: What else is held of a document, each before what it refers to.
_HELD = (
    "added_figures",
    "added_events",
    "corrections",
    "near_duplicates",
    "document_search",
    "unlinked_documents",
    "document_sketches",
    "document_origins",
    "document_texts",
    "documents_history",
    "documents",
)
_REMOVE = sql.SQL("DELETE FROM core.{table} AS old WHERE {of}")
_OF_DOCUMENT = sql.SQL("document_id = ANY(%(ids)s::uuid[])")
# Of an event that itself never changed, history may hold what belongs to it.
_OF_PAST_EVENT = sql.SQL(
    "event_id IN (SELECT event_id FROM core.events_history WHERE document_id = ANY(%(ids)s::uuid[])"
    " UNION ALL SELECT event_id FROM core.events WHERE document_id = ANY(%(ids)s::uuid[]))"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Documents of a source, those that a run was the first to load, or one; exactly one of the three is given.

    The beginning of a run's id will do.
    """

    source: str | None = None
    run_id: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes, or would go."""

    documents: int
    events: int
    corrections: int
    #: Of the run, but loaded by an earlier one: these stay.
    kept: int


def remove(wanted: Wanted, *, write: bool = True, url: str | None = None) -> Removal:
    """Take the documents out with their texts, codings, history, corrections and lines in the ledger of files.

    Runs stay in the ledger as they were. ``write`` false only counts. Raises TerminalError where nothing is meant.
    """
    with closing(connect(url)) as connection:
        with transaction(connection) as cursor:
            run_id = None if wanted.run_id is None else _run_id(cursor, wanted.run_id)
            values = {"source": wanted.source, "run_id": run_id, "document_id": wanted.document_id}
            ids = [row.document_id for row in execute(cursor, "documents_to_remove", **values)]
            if not ids:
                raise TerminalError(f"nothing is there to be removed: no document of {_named(wanted)}")
            row = execute(cursor, "count_removal", ids=ids, run_id=run_id).fetchone()
            if write:
                execute(cursor, "lock_documents", keys=sorted(map(lock_key, ids)))
                _remove(cursor, ids)
        if write:
            link_documents(connection)
    return Removal(len(ids), row.events, row.corrections, row.kept)


def _remove(cursor: Cursor, ids: list[str]) -> None:
    values = {"ids": ids}
    keys = [row.cluster_key for row in execute(cursor, "cluster_keys", ids=ids)]
    execute(cursor, "mark_stale_clusters", keys=keys)
    execute(cursor, "leave_groups", ids=ids)
    execute(cursor, "forget_files_of", ids=ids)
    for table in reversed(CODING):
        history = history_of(table)
        past = _OF_DOCUMENT if "document_id" in table.columns else _OF_PAST_EVENT
        cursor.execute(_REMOVE.format(table=sql.Identifier(history.name), of=past), values)
        cursor.execute(_REMOVE.format(table=sql.Identifier(table.name), of=rows_of(table)), values)
    for name in _HELD:
        cursor.execute(
            _REMOVE.format(table=sql.Identifier(metadata.tables[f"core.{name}"].name), of=_OF_DOCUMENT), values
        )
    execute(cursor, "forget_sources")
    execute(cursor, "renew_removed", ids=ids)


def _run_id(cursor: Cursor, beginning: str) -> str:
    # An empty argument, as of a shell variable that is not set, is no run.
    cursor.execute("SELECT run_id FROM ops.runs WHERE starts_with(run_id::text, %s)", [beginning.lower() or "-"])
    found = cursor.fetchall()
    if len(found) != 1:
        raise TerminalError(f"{len(found) or 'no'} runs have an id that begins with {beginning!r}: see `waqai status`")
    return str(found[0][0])


def _named(wanted: Wanted) -> str:
    if wanted.source is not None:
        return f"the source {wanted.source!r}"
    if wanted.run_id is not None:
        return f"the run {wanted.run_id} that no earlier one loaded"
    return f"the id {wanted.document_id}"
