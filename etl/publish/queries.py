"""What an export reads: a view or one of the layouts of ``sql/``, narrowed to a selection and put in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.errors import TerminalError
from etl.publish.reading import rows
from etl.publish.selection import Condition, Meant, Selection, condition

# PostgreSQL's numbers of the types that need care; everything else is exported as text.
BOOLEAN, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, NUMERIC, DATE, TIMESTAMPTZ = (
    16,
    21,
    23,
    20,
    700,
    701,
    1700,
    1082,
    1184,
)
_TEXT, _TEXTS, _UUIDS, _JSONB = 25, 1009, 2951, 3802
LISTS = (_TEXTS, _UUIDS)
#: What the driver would not give as text, or as a list of texts.
_AS_TEXT = {_UUIDS: "::text[]", _JSONB: "::text"}

# What rows are sorted by first; then by every other column, so that no order is left to chance.
_DAYS = ("starts_on", "event_date", "date", "Event Date", "#date+start", "published_on")
_EVENT_KEYS = ("event_id", "event_id_cnty", "Event ID")
_FIGURE_KEY = "#meta+id"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export. ``kind`` is the number of its PostgreSQL type."""

    name: str
    kind: int
    #: For people; "" where nobody said.
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A statement ready to run; ``values`` are its parameters, ``columns`` those of its rows in their order."""

    statement: sql.Composed
    values: dict[str, Any]
    columns: tuple[Column, ...]
    #: Whom the actors that were asked for stand for.
    meant: tuple[Meant, ...]


def view_names(connection: Connection) -> tuple[str, ...]:
    """Views of schema ``analyst``, materialised or not."""
    found = rows(
        connection,
        "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'analyst' AND c.relkind IN ('v', 'm') ORDER BY 1",
    )
    return tuple(row.relname for row in found)


@cache
def layout(name: str) -> str:
    """Text of ``etl/publish/sql/<name>.sql``."""
    return files("etl.publish.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def view_query(connection: Connection, view: str, selection: Selection) -> Query:
    """The rows of ``analyst.<view>``. Raises TerminalError for an unknown view."""
    return _query(connection, _view(connection, view), selection, _meanings(connection, view))


def _view(connection: Connection, view: str) -> sql.Composed:
    known = view_names(connection)
    if view not in known:
        raise TerminalError(f"no view is called {view!r}; there are: {', '.join(known)}")
    return sql.SQL("SELECT * FROM {}").format(sql.Identifier("analyst", view))


def listed_query(connection: Connection, view: str, wanted: Condition, order: str) -> Query:
    """The rows of ``analyst.<view>`` that ``wanted`` chooses, in an ``order`` of its columns."""
    body = sql.SQL("SELECT event.* FROM {} AS event WHERE {}").format(
        sql.Identifier("analyst", view), sql.SQL(wanted.sql)
    )
    columns = _columns(connection, body, _meanings(connection, view), wanted.values)
    statement = sql.SQL("SELECT {} FROM ({}) AS row ORDER BY {}").format(_chosen(columns), body, sql.SQL(order))
    return Query(statement, wanted.values, columns, wanted.meant)


def _meanings(connection: Connection, view: str) -> dict[str, str]:
    found = rows(
        connection,
        "SELECT attname, col_description(attrelid, attnum) AS meaning FROM pg_attribute"
        " WHERE attrelid = %(view)s::regclass AND attnum > 0 AND NOT attisdropped",
        {"view": f"analyst.{view}"},
    )
    return {row.attname: row.meaning or "" for row in found}


def layout_query(connection: Connection, name: str, selection: Selection) -> Query:
    """The rows of a layout of ``sql/``."""
    return _query(connection, sql.SQL(layout(name)), selection, {})


def place_query(connection: Connection, view: str, selection: Selection) -> Query:
    """The rows of a view with the position of each; raises TerminalError for a view that knows no places."""
    body, meanings = _view(connection, view), _meanings(connection, view)
    if not {"latitude", "longitude"} <= meanings.keys():
        if "location_id" not in meanings:
            raise TerminalError(f"the rows of {view} have no place; export them as csv or parquet")
        body = sql.SQL(
            "SELECT row.*, place.latitude, place.longitude FROM {} AS row"
            " LEFT JOIN core.locations AS place USING (location_id)"
        ).format(sql.Identifier("analyst", view))
    return _query(connection, body, selection, meanings)


def _query(connection: Connection, body: sql.Composable, selection: Selection, meanings: dict[str, str]) -> Query:
    columns = _columns(connection, body, meanings)
    wanted = condition(connection, selection)
    narrowed = _narrowed([column.name for column in columns], selection, wanted)
    statement = sql.SQL("SELECT {} FROM ({}) AS row WHERE {} ORDER BY {}").format(
        _chosen(columns), body, narrowed, _order(columns)
    )
    return Query(statement, wanted.values, columns, wanted.meant)


def _columns(
    connection: Connection, body: sql.Composable, meanings: dict[str, str], values: dict[str, Any] | None = None
) -> tuple[Column, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM ({}) AS row LIMIT 0").format(body), values)
        described = cursor.description or ()
    return tuple(Column(item.name, item.type_code, meanings.get(item.name, "")) for item in described)


def _chosen(columns: Sequence[Column]) -> sql.Composable:
    return sql.SQL(", ").join(
        sql.SQL("row.{}" + _AS_TEXT.get(column.kind, "")).format(sql.Identifier(column.name)) for column in columns
    )


def _narrowed(names: Sequence[str], selection: Selection, wanted: Condition) -> sql.Composable:
    """The condition on rows with the columns ``names``: by their event where they have one, else by their own."""
    if not selection:
        return sql.SQL("true")
    events = sql.SQL("SELECT event.event_id FROM analyst.corrected_events AS event WHERE {}").format(
        sql.SQL(wanted.sql)
    )
    for key in (name for name in _EVENT_KEYS if name in names):
        return sql.SQL("row.{} IN ({})").format(sql.Identifier(key), events)
    if _FIGURE_KEY in names:
        figures = sql.SQL(
            "SELECT link.figure_id::text FROM analyst.corrected_event_figures AS link WHERE link.event_id IN ({})"
        )
        return sql.SQL("row.{} IN ({})").format(sql.Identifier(_FIGURE_KEY), figures.format(events))
    return _by_columns(names, selection, wanted.values)


def _by_columns(names: Sequence[str], selection: Selection, values: dict[str, Any]) -> sql.Composable:
    parts: list[sql.Composable] = []
    if selection.actors:
        _need(None, "--actor", "event_id")
    day = next((name for name in ("starts_on", "published_on") if name in names), None)
    if selection.from_on or selection.to_on:
        _need(day, "--from and --to", "day")
        for bound, sign in (("from_on", ">="), ("to_on", "<=")):
            if values[bound]:
                parts.append(sql.SQL("row.{} " + sign + " {}").format(sql.Identifier(str(day)), sql.Placeholder(bound)))
    if selection.types:
        _need("event_type" if "event_type" in names else None, "--type", "event_type")
        parts.append(sql.SQL("row.event_type = ANY(%(types)s)"))
    if selection.places:
        _need("location_id" if "location_id" in names else None, "--place", "location_id")
        parts.append(
            sql.SQL(
                "row.location_id IN (SELECT known.location_id FROM core.locations AS known"
                " WHERE known.location_id = ANY(%(locations)s) OR known.admin1_code = ANY(%(regions)s)"
                " OR known.country_code = ANY(%(countries)s))"
            )
        )
    return sql.SQL(" AND ").join(parts)


def _need(found: str | None, option: str, what: str) -> None:
    if found is None:
        raise TerminalError(f"{option} cannot narrow this view: its rows have no column {what}")


def _order(columns: Sequence[Column]) -> sql.Composable:
    first = [column for name in _DAYS for column in columns if column.name == name]
    keys = [column for column in columns if column.name in _EVENT_KEYS]
    ordered = dict.fromkeys((*first, *keys, *columns))
    # The order of text must not depend on the server's language.
    return sql.SQL(", ").join(
        sql.SQL('row.{} COLLATE "C"' if column.kind == _TEXT else "row.{}").format(sql.Identifier(column.name))
        for column in ordered
    )
