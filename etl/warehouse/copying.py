"""Rows to PostgreSQL by COPY, the fastest way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, cast

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class, whatever psycopg2 calls it
from sqlalchemy import Table

Row = Sequence[Any]

#: Rows that are encoded at once: some 200 KB.
_BLOCK = 1000
_NONE = type(None)
#: What COPY gives a meaning.
_SPECIAL = "\\\t\n\r"


def columns_of(table: Table) -> list[str]:
    """Names of the columns of ``table``, in its order."""
    return [column.name for column in table.columns]


def copy_rows(cursor: Cursor, table: Table, rows: Iterable[Row], into: str | None = None) -> int:
    """Copy ``rows``, each in the order of :func:`columns_of`, into ``table``, or into the table named ``into``.

    Returns their number. Raises UnicodeEncodeError for a lone surrogate, psycopg2.Error for what the table refuses.
    """
    held = list(rows)
    if not held:
        return 0
    target = sql.Identifier(into) if into else sql.Identifier(table.schema or "public", table.name)
    names = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(target, names)
    source = _Encoded(held)
    try:
        cursor.copy_expert(statement, cast(IO[bytes], source))
    finally:
        # What went wrong on our side explains more than what the server makes of it.
        if source.error is not None:
            raise source.error
    return len(held)


class _Encoded:
    """Rows as a file in COPY's text format, encoded a block at a time while the server stores the block before."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._blocks = (encode_rows(rows[n : n + _BLOCK]).encode() for n in range(0, len(rows), _BLOCK))
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next block, of whatever size; nothing after an error, which psycopg2 would report as another one."""
        try:
            return next(self._blocks, b"")
        except (TypeError, ValueError) as error:
            self.error = error
            return b""


def stage_rows(cursor: Cursor, table: Table, rows: Iterable[Row]) -> int:
    """Copy ``rows`` into a new temporary table ``staged_<table>`` that goes with the transaction."""
    name = f"staged_{table.name}"
    statement = sql.SQL("CREATE TEMP TABLE {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DROP")
    cursor.execute(statement.format(sql.Identifier(name), sql.Identifier(table.schema or "public", table.name)))
    return copy_rows(cursor, table, rows, into=name)


def encode_rows(rows: Sequence[Row]) -> str:
    """Lines of COPY's text format.

    >>> encode_rows([["a\\tb", None, True, 3.0, [1, 2]]])
    'a\\\\tb\\t\\\\N\\tt\\t3\\t{1,2}\\n'
    """
    # Column by column: what must be decided for a value is mostly the same for all values of a column.
    columns = map(_encode_column, zip(*rows, strict=True))
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _encode_column(values: Sequence[Any]) -> Iterable[str]:
    kinds = set(map(type, values))
    if kinds == {int}:
        return map(str, values)
    if kinds <= {str, _NONE}:
        text = "".join(values if kinds == {str} else filter(None, values))
        if not any(character in text for character in _SPECIAL):
            return values if kinds == {str} else ["\\N" if value is None else value for value in values]
    return map(encode_value, values)


def encode_value(value: Any) -> str:
    """``value`` in COPY's text format."""
    if value is None:
        return "\\N"
    kind = type(value)
    if kind is str:
        return escape(value)
    if kind is int:
        return str(value)
    if kind is float:
        return str(int(value)) if value.is_integer() else repr(value)
    if kind is bool:
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    if kind is list or kind is tuple:
        return "{" + ",".join(map(str, value)) + "}"
    raise TypeError(f"no way to copy a {kind.__name__} into PostgreSQL")


def escape(text: str) -> str:
    """``text`` with the four characters that COPY gives a meaning written as escapes."""
    # Replacing one by one is ten times as fast as str.translate on long Arabic texts.
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
