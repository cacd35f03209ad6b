"""What another coding would change: each row of the tables that a coding fills, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Table

from etl.load.rows import Rows
from etl.load.supersede import rows_of, stage_codings
from etl.warehouse.copying import columns_of
from etl.warehouse.schema import CODING

_COMPARED = sql.SQL(
    "SELECT {document}::text AS document_id, to_jsonb(old) AS before, to_jsonb(new) AS after"
    " FROM (SELECT {columns} FROM core.{table} AS old WHERE {of}) AS old"
    " FULL JOIN (SELECT {columns} FROM {staged}) AS new USING ({key})"
    " WHERE to_jsonb(old) IS DISTINCT FROM to_jsonb(new) ORDER BY {key}"
)
_OWN_DOCUMENT = sql.SQL("coalesce(old.document_id, new.document_id)")
_DOCUMENT_OF_EVENT = sql.SQL(
    "coalesce((SELECT document_id FROM core.events AS event"
    " WHERE event.event_id = coalesce(old.event_id, new.event_id)),"
    " (SELECT document_id FROM staged_events AS event WHERE event.event_id = new.event_id))"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of ``core.<table>`` by its columns; ``before`` or ``after`` is None where it is not there."""

    document_id: str
    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Columns whose values differ, with both; empty where the row comes or goes as a whole.

        >>> Change("d", "figures", {"low": 1, "high": 2}, {"low": 1, "high": 3}).changed
        {'high': (2, 3)}
        """
        if self.before is None or self.after is None:
            return {}
        return {name: (old, self.after[name]) for name, old in self.before.items() if old != self.after[name]}


def compared(cursor: Cursor, document_ids: list[str], rows: Rows) -> Iterator[Change]:
    """What loading ``rows``, all that a coding made of these documents, would change.

    Only temporary tables are written, which go with the transaction.
    """
    stage_codings(cursor, document_ids, rows)
    for table in CODING:
        cursor.execute(_statement(table), {"ids": document_ids})
        for document_id, before, after in cursor.fetchall():
            yield Change(document_id, table.name, before, after)


def _statement(table: Table) -> sql.Composed:
    key = [column.name for column in table.primary_key]
    return _COMPARED.format(
        document=_OWN_DOCUMENT if "document_id" in table.columns else _DOCUMENT_OF_EVENT,
        columns=sql.SQL(", ").join(map(sql.Identifier, columns_of(table))),
        table=sql.Identifier(table.name),
        of=rows_of(table),
        staged=sql.Identifier(f"staged_{table.name}"),
        key=sql.SQL(", ").join(map(sql.Identifier, key)),
    )
