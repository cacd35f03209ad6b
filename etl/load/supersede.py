"""A newer coding takes the place of the old one, which stays readable in the history tables."""

from __future__ import annotations

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Table

from etl.warehouse.copying import columns_of
from etl.warehouse.schema import CODING, history_of, metadata

_DOCUMENTS = metadata.tables["core.documents"]
_KEEP = sql.SQL(
    "INSERT INTO core.{history} ({columns}, superseded_run_id) "
    "SELECT {columns}, %(run_id)s FROM core.{table} WHERE {of}"
)
_REMOVE = sql.SQL("DELETE FROM core.{table} WHERE {of}")


def supersede(cursor: Cursor, document_ids: list[str], run_id: str) -> None:
    """Move the codings of ``document_ids`` into history, ``run_id`` being the run of what comes after them."""
    if not document_ids:
        return
    values = {"ids": sorted(document_ids), "run_id": run_id}
    for table in (_DOCUMENTS, *CODING):
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
        history = sql.Identifier(history_of(table).name)
        name = sql.Identifier(table.name)
        cursor.execute(_KEEP.format(history=history, columns=columns, table=name, of=rows_of(table)), values)
    for table in reversed(CODING):
        cursor.execute(_REMOVE.format(table=sql.Identifier(table.name), of=rows_of(table)), values)


def rows_of(table: Table) -> sql.SQL:
    """The condition on rows of ``table`` that belong to the documents ``%(ids)s``."""
    if "document_id" in table.columns:
        return sql.SQL("document_id = ANY(%(ids)s::uuid[])")
    return sql.SQL("event_id IN (SELECT event_id FROM core.events WHERE document_id = ANY(%(ids)s::uuid[]))")
