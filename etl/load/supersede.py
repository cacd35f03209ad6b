"""A newer coding takes the place of the old one; what it changes stays readable in the history tables.

A row of a history table says how a row of its table was before a run, or that it was not there. Of two codings that
agree nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import UUID

from etl.ids import id_within
from etl.load.rows import Rows
from etl.load.statements import execute
from etl.warehouse.copying import Row, columns_of, stage_rows
from etl.warehouse.schema import CODING, history_of, metadata

_DOCUMENTS = metadata.tables["core.documents"]
_KEEP_DOCUMENTS = sql.SQL(
    "INSERT INTO core.documents_history ({columns}, superseded_run_id) "
    "SELECT {columns}, %(run_id)s FROM core.documents WHERE document_id = ANY(%(ids)s::uuid[])"
)
_KEEP = sql.SQL(
    "INSERT INTO core.{history} ({columns}, is_addition, superseded_run_id) "
    "SELECT {old}, false, %(run_id)s::uuid FROM core.{table} AS old LEFT JOIN {staged} AS new USING ({keys}) "
    "WHERE {of} AND (new.{key} IS NULL OR ({old}) IS DISTINCT FROM ({new})) "
    "UNION ALL "
    "SELECT {new}, true, %(run_id)s::uuid FROM {staged} AS new LEFT JOIN core.{table} AS old USING ({keys}) "
    "WHERE old.{key} IS NULL"
)
_BRING = sql.SQL(
    "INSERT INTO core.{table} AS old ({columns}) SELECT {columns} FROM {staged} ORDER BY {keys} "
    "ON CONFLICT ({keys}) DO {update}"
)
_UPDATE = sql.SQL("UPDATE SET ({values}) = ROW({excluded}) WHERE ({held}) IS DISTINCT FROM ({excluded})")
_REMOVE = sql.SQL(
    "DELETE FROM core.{table} AS old "
    "WHERE {of} AND NOT EXISTS (SELECT FROM {staged} AS new WHERE ({old_keys}) = ({new_keys}))"
)


def keep_documents(cursor: Cursor, document_ids: list[str], run_id: str) -> None:
    """Note in history how ``document_ids`` were described and coded before the run ``run_id`` codes them again."""
    columns = _names(columns_of(_DOCUMENTS))
    cursor.execute(_KEEP_DOCUMENTS.format(columns=columns), {"ids": document_ids, "run_id": run_id})


def supersede(cursor: Cursor, document_ids: list[str], rows: Rows, run_id: str) -> None:
    """Bring the codings of ``document_ids``, which are loaded already, to ``rows``, those of the run ``run_id``."""
    values = {"ids": document_ids, "run_id": run_id}
    stage_codings(cursor, document_ids, rows)
    for table in CODING:
        cursor.execute(_about(_KEEP, table), values)
    # What is new comes before what refers to it, and what is gone goes after.
    for table in CODING:
        cursor.execute(_about(_BRING, table), values)
    for table in reversed(CODING):
        cursor.execute(_about(_REMOVE, table), values)


def stage_codings(cursor: Cursor, document_ids: list[str], rows: Rows) -> None:
    """Copy ``rows``, codings of ``document_ids``, into temporary tables.

    An id once given out stays: a row that an earlier version named otherwise, which links, corrections and exports may
    point at, goes by the name that it has.
    """
    known = execute(cursor, "ids_before", ids=document_ids)
    before = {id_within(row.document_id, row.row_id): row.row_id for row in known}
    for table in CODING:
        named = rows[table.name]
        stage_rows(cursor, table, _renamed(table, named, before) if before else named)


def _renamed(table: Table, rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[Row]:
    """``rows`` with ``names`` for the ids that have one."""
    ids = [isinstance(column.type, UUID) for column in table.columns]
    for row in rows:
        yield [names.get(value, value) if is_id else value for value, is_id in zip(row, ids, strict=True)]


def _about(statement: sql.SQL, table: Table) -> sql.Composed:
    columns, keys = columns_of(table), [column.name for column in table.primary_key]
    others = [name for name in columns if name not in keys]
    update = _UPDATE.format(values=_names(others), excluded=_names(others, "excluded"), held=_names(others, "old"))
    return statement.format(
        table=sql.Identifier(table.name),
        history=sql.Identifier(history_of(table).name),
        staged=sql.Identifier(f"staged_{table.name}"),
        columns=_names(columns),
        old=_names(columns, "old"),
        new=_names(columns, "new"),
        keys=_names(keys),
        key=sql.Identifier(keys[0]),
        old_keys=_names(keys, "old"),
        new_keys=_names(keys, "new"),
        update=update if others else sql.SQL("NOTHING"),
        of=rows_of(table),
    )


def _names(columns: list[str], of: str | None = None) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(of, name) if of else sql.Identifier(name) for name in columns)


def rows_of(table: Table) -> sql.SQL:
    """The condition on rows of ``table`` that belong to the documents ``%(ids)s``."""
    if "document_id" in table.columns:
        return sql.SQL("old.document_id = ANY(%(ids)s::uuid[])")
    return sql.SQL("old.event_id IN (SELECT event_id FROM core.events WHERE document_id = ANY(%(ids)s::uuid[]))")
